import { randomBytes } from "node:crypto";
import { type FileHandle, open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { AppError } from "../errors.ts";
import { outputFailure } from "./print.ts";

/**
 * Writes a file so that its name never holds half of it: into a new file beside it, which takes the name only when
 * everything is on the disk. A device or a pipe cannot be replaced by a file and is written directly.
 *
 * @throws AppError `bad-input` when the path is a directory, or lies in a folder that is missing or may not be written.
 */
export async function writeFileWhole(
  path: string,
  chunks: AsyncIterable<string>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<void> {
  const target = await targetOf(path);
  if (target.kind === "device") return writeDirectly(target.path, chunks, signal);
  const temporary = join(dirname(target.path), `.${basename(target.path)}.${randomBytes(6).toString("hex")}.part`);
  const file = await openNew(temporary, { path, mode: target.mode });
  try {
    await writeChunks(file, chunks, signal);
    // Without it a power cut could leave the name with an empty file behind it.
    await file.sync();
    await file.close();
    await rename(temporary, target.path);
  } catch (error) {
    await file.close().catch(() => {});
    await rm(temporary, { force: true });
    throw error;
  }
}

type Target = { kind: "file"; path: string; mode?: number } | { kind: "device"; path: string };

async function targetOf(path: string): Promise<Target> {
  const known = await stat(path).catch(() => undefined);
  if (!known) return { kind: "file", path };
  if (known.isDirectory()) {
    throw new AppError(
      "bad-input",
      `${path} is a directory: name the file to write, such as ${join(path, "users.csv")}.`,
    );
  }
  if (!known.isFile()) return { kind: "device", path };
  // Renaming onto a symbolic link would replace the link and leave the file it points to as it was.
  return { kind: "file", path: await realpath(path), mode: known.mode & 0o777 };
}

async function openNew(temporary: string, { path, mode }: { path: string; mode?: number }): Promise<FileHandle> {
  try {
    const file = await open(temporary, "wx");
    if (mode !== undefined) await file.chmod(mode);
    return file;
  } catch (cause) {
    throw new AppError(
      "bad-input",
      `${path} cannot be written: the folder ${dirname(path)} is missing or not writable.`,
      {
        cause,
      },
    );
  }
}

async function writeDirectly(path: string, chunks: AsyncIterable<string>, signal?: AbortSignal): Promise<void> {
  const device = await open(path, "w");
  try {
    await writeChunks(device, chunks, signal);
  } finally {
    await device.close();
  }
}

async function writeChunks(file: FileHandle, chunks: AsyncIterable<string>, signal?: AbortSignal): Promise<void> {
  for await (const chunk of chunks) {
    if (signal?.aborted) throw new AppError("run-cancelled", "Stopped; nothing was written.");
    // FileHandle.write may write less than it was given; writeFile on a handle writes all of it, from where it stands.
    await file.writeFile(chunk).catch((error: unknown) => {
      throw outputFailure(error, { name: "The file" });
    });
  }
}
