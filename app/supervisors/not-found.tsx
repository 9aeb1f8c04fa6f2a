import type { Metadata } from "next";
import Link from "next/link";
import { PageHeader } from "../_ui/page-header.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NoSuchList() {
  return (
    <>
      <PageHeader title="There is no such list of supervisors" />
      <p>
        The address asks for a page, an order or a choice that does not exist; it may have been cut off when it was
        copied. <Link href="/supervisors">Start from the first page</Link>.
      </p>
    </>
  );
}
