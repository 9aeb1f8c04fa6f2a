import type { Metadata } from "next";
import { groupsWords } from "#words/groups.tsx";
import { linkTo } from "../_ui/link-to.tsx";
import { PageHeader } from "../_ui/page-header.tsx";

export const metadata: Metadata = { title: groupsWords.notFound };

export default function NoSuchList() {
  return (
    <>
      <PageHeader title={groupsWords.noSuchList.title} />
      <p>{groupsWords.noSuchList.text(linkTo("/groups"))}</p>
    </>
  );
}
