import type { Metadata } from "next";
import { frameWords } from "#words/frame.tsx";
import { linkTo } from "./_ui/link-to.tsx";
import { PageHeader } from "./_ui/page-header.tsx";

export const metadata: Metadata = { title: frameWords.notFound };

export default function NotFound() {
  return (
    <>
      <PageHeader title={frameWords.nothingHere.title} />
      <p>
        {frameWords.nothingHere.text({ users: linkTo("/users"), groups: linkTo("/groups"), runs: linkTo("/runs") })}
      </p>
    </>
  );
}
