import type { Metadata } from "next";
import { frameWords } from "#words/frame.tsx";
import { usersWords } from "#words/users.tsx";
import { linkTo } from "../_ui/link-to.tsx";
import { PageHeader } from "../_ui/page-header.tsx";

export const metadata: Metadata = { title: frameWords.notFound };

export default function NoSuchList() {
  const { title, text } = usersWords.noSuchList;
  return (
    <>
      <PageHeader title={title} />
      <p>{text(linkTo("/users"))}</p>
    </>
  );
}
