import Link from "next/link";
import { personWords } from "#words/person.tsx";

/** "run 12", leading to it. */
export function RunLink({ run }: { run: number }) {
  return (
    <Link href={`/runs/${run}`} prefetch={false}>
      {personWords.history.run(run)}
    </Link>
  );
}
