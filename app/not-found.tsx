import type { Metadata } from "next";
import Link from "next/link";
import { PageHeader } from "./_ui/page-header.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <>
      <PageHeader title="There is nothing at this address" />
      <p>
        It may have been typed wrong, or it names a person, a group or a run that this copy does not hold. Look in{" "}
        <Link href="/users">Users</Link>, <Link href="/groups">Groups</Link> or <Link href="/runs">Runs</Link>.
      </p>
    </>
  );
}
