import { AppError } from "../errors.ts";
import { visible } from "./columns.ts";

/** Whether whoever reads our standard output is still there; `| head` leaves, and that is its good right. */
export type Delivery = "written" | "reader-gone";

/**
 * Writes data to standard output and waits until it is taken over, so that a slow reader sets the pace.
 *
 * @throws AppError `internal` when it cannot be written (a full disk).
 */
export function writeData(text: string): Promise<Delivery> {
  return new Promise((settle, fail) => {
    process.stdout.write(text, (error) => {
      if (!error) settle("written");
      else if (isBrokenPipe(error)) settle("reader-gone");
      else fail(outputFailure(error, { name: "Standard output" }));
    });
  });
}

export function writeDataLine(line: string): Promise<Delivery> {
  return writeData(`${line}\n`);
}

/** One line for the person at the terminal; line breaks inside become spaces, so that a refusal stays one line. */
export function writeNotice(line: string): void {
  process.stderr.write(`${visible(line.replace(/\s*[\r\n]+\s*/g, " ").trim())}\n`);
}

/**
 * The stream reports a broken pipe twice: to the write's callback, which decides, and as an event, which would end
 * the process if nobody listened. The same goes for a closed stderr, where nobody is left to be told.
 */
export function survivePipes(): void {
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
}

/** Ends the process once both streams have handed over what was written; a pipe may lag behind on some systems. */
export async function leave(code: number): Promise<never> {
  await Promise.all([drained(process.stdout), drained(process.stderr)]);
  process.exit(code);
}

/** The system's own error of a write, in a sentence; its code is what an administrator looks up. */
export function outputFailure(cause: unknown, { name }: { name: string }): AppError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "no code";
  const words = code === "ENOSPC" ? "no space is left on the device" : code;
  return new AppError("internal", `${name} could not be written: ${words}. What is there is not complete.`, { cause });
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((settle) => {
    if (stream.destroyed || stream.writableLength === 0) settle();
    else stream.write("", () => settle());
  });
}

function isBrokenPipe(error: Error & { code?: string }): boolean {
  // EOF is what Windows says, ERR_STREAM_DESTROYED what Node says of every write after the first EPIPE.
  return error.code === "EPIPE" || error.code === "EOF" || error.code === "ERR_STREAM_DESTROYED";
}
