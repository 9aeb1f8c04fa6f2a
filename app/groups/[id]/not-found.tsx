import type { Metadata } from "next";
import Link from "next/link";
import { PageHeader } from "../../_ui/page-header.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NoSuchGroup() {
  return (
    <>
      <PageHeader title="This copy holds no such group" />
      <p>
        There is no group of that object id here, or the address asks for a page of members that does not exist. Look in{" "}
        <Link href="/groups?state=all">all groups</Link>.
      </p>
    </>
  );
}
