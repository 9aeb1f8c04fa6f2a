import type { Metadata } from "next";
import { frameWords } from "#words/frame.tsx";
import { runsWords } from "#words/runs.tsx";
import { linkTo } from "../_ui/link-to.tsx";
import { PageHeader } from "../_ui/page-header.tsx";

export const metadata: Metadata = { title: frameWords.notFound };

export default function NoSuchPage() {
  return (
    <>
      <PageHeader title={runsWords.noSuchPage.title} />
      <p>{runsWords.noSuchPage.text(linkTo("/runs"))}</p>
    </>
  );
}
