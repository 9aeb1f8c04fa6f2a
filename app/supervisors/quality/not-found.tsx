import type { Metadata } from "next";
import { qualityWords, supervisorsWords } from "#words/supervisors.tsx";
import { linkTo } from "../../_ui/link-to.tsx";
import { PageHeader } from "../../_ui/page-header.tsx";

export const metadata: Metadata = { title: supervisorsWords.notFound };

export default function NoSuchReport() {
  return (
    <>
      <PageHeader title={qualityWords.noSuchList.title} />
      <p>{qualityWords.noSuchList.text(linkTo("/supervisors/quality"))}</p>
    </>
  );
}
