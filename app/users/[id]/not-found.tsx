import type { Metadata } from "next";
import Link from "next/link";
import { PageHeader } from "../../_ui/page-header.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NoSuchPerson() {
  return (
    <>
      <PageHeader title="This copy holds no such person" />
      <p>
        Nobody of that object id is, or was, in the group to sync since this copy began. Look in{" "}
        <Link href="/users?state=all">all users</Link>; if the person joined lately, the next run brings them.
      </p>
    </>
  );
}
