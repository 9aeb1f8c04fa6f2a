import type { Metadata } from "next";
import { frameWords } from "#words/frame.tsx";
import { personWords } from "#words/person.tsx";
import { linkTo } from "../../_ui/link-to.tsx";
import { PageHeader } from "../../_ui/page-header.tsx";

export const metadata: Metadata = { title: frameWords.notFound };

export default function NoSuchPerson() {
  const { title, text } = personWords.notFound;
  return (
    <>
      <PageHeader title={title} />
      <p>{text({ all: linkTo("/users?state=all"), why: linkTo("/why") })}</p>
    </>
  );
}
