import type { Metadata } from "next";
import { auditWords } from "#words/audit.tsx";
import { frameWords } from "#words/frame.tsx";
import { linkTo } from "../../_ui/link-to.tsx";
import { PageHeader } from "../../_ui/page-header.tsx";

export const metadata: Metadata = { title: frameWords.notFound };

export default function NoSuchPart() {
  return (
    <>
      <PageHeader title={auditWords.noSuchList.title} />
      <p>{auditWords.noSuchList.text(linkTo("/settings/audit"))}</p>
    </>
  );
}
