import type { Metadata } from "next";
import { chartPageWords, supervisorsWords } from "#words/supervisors.tsx";
import { linkTo } from "../../_ui/link-to.tsx";
import { PageHeader } from "../../_ui/page-header.tsx";

export const metadata: Metadata = { title: supervisorsWords.notFound };

export default function NoSuchPerson() {
  return (
    <>
      <PageHeader title={chartPageWords.noSuchPerson.title} />
      <p>{chartPageWords.noSuchPerson.text(linkTo("/supervisors/chart"))}</p>
    </>
  );
}
