import { AppError } from "../errors.ts";
import { writeFileWhole } from "./output-file.ts";
import { writeData } from "./print.ts";

/**
 * Hands a download out, to a file that appears whole or not at all, or to standard output. Leaving the loop early ends
 * the generator, which closes the query behind it.
 *
 * @throws AppError `run-cancelled` when it was stopped.
 */
export async function deliver(
  chunks: AsyncGenerator<string>,
  { output, signal }: { output?: string; signal: AbortSignal },
): Promise<void> {
  if (output !== undefined && output !== "-") return writeFileWhole(output, chunks, { signal });
  for await (const chunk of chunks) {
    if (signal.aborted) throw new AppError("run-cancelled", "Stopped: the output is not complete.");
    if ((await writeData(chunk)) === "reader-gone") return;
  }
}
