import type { Metadata } from "next";
import { supervisorsWords } from "#words/supervisors.tsx";
import { linkTo } from "../../_ui/link-to.tsx";
import { PageHeader } from "../../_ui/page-header.tsx";

export const metadata: Metadata = { title: supervisorsWords.notFound };

export default function NoSuchSupervisor() {
  return (
    <>
      <PageHeader title={supervisorsWords.noSuchSupervisor.title} />
      <p>{supervisorsWords.noSuchSupervisor.text(linkTo("/supervisors"))}</p>
    </>
  );
}
