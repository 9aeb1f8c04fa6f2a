import Link from "next/link";

/** "run 12", leading to it. */
export function RunLink({ run }: { run: number }) {
  return (
    <Link href={`/runs/${run}`} prefetch={false}>
      run {run}
    </Link>
  );
}
