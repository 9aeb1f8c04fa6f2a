import type { Metadata } from "next";
import { supervisorsWords } from "#words/supervisors.tsx";
import { linkTo } from "../_ui/link-to.tsx";
import { PageHeader } from "../_ui/page-header.tsx";

export const metadata: Metadata = { title: supervisorsWords.notFound };

export default function NoSuchList() {
  return (
    <>
      <PageHeader title={supervisorsWords.noSuchList.title} />
      <p>{supervisorsWords.noSuchList.text(linkTo("/supervisors"))}</p>
    </>
  );
}
