import type { Metadata } from "next";
import Link from "next/link";
import { PageHeader } from "../../_ui/page-header.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NoSuchSupervisor() {
  return (
    <>
      <PageHeader title="No such supervisor" />
      <p>
        Nobody of that object id supervises anyone in this copy, or the address asks for a page of the list that does
        not exist. Look in <Link href="/supervisors">all supervisors</Link>.
      </p>
    </>
  );
}
