/** A download that nobody takes a byte of for this long is given up, and its database connection with it. */
const patienceSeconds = 120;

/**
 * The answer that sends text as a file while it is made. The first piece is made before the answer begins, so that a
 * database that is down becomes an error page and not a file that ends in the middle.
 *
 * @throws whatever making the first piece throws.
 */
export async function downloadResponse({
  chunks,
  fileName,
  patience = patienceSeconds,
}: {
  chunks: AsyncGenerator<string>;
  fileName: string;
  /** Seconds. */
  patience?: number;
}): Promise<Response> {
  const first = await chunks.next();
  return new Response(byteStream(chunks, { first, patience }), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

/**
 * Text as bytes, made at the pace of whoever reads. When they go, the generator is ended where it stands and its
 * `finally` runs, which closes the cursor.
 */
function byteStream(
  chunks: AsyncGenerator<string>,
  { first, patience }: { first: IteratorResult<string>; patience: number },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let waiting: NodeJS.Timeout | undefined;
  let next: Promise<IteratorResult<string>> | undefined = Promise.resolve(first);
  const giveUp = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    controller.error(new Error(`The download was given up: nothing was read for ${patience} seconds.`));
    void chunks.return(undefined);
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      clearTimeout(waiting);
      try {
        const { value, done } = await (next ?? chunks.next());
        next = undefined;
        if (done) return controller.close();
        controller.enqueue(encoder.encode(value));
        waiting = setTimeout(giveUp, patience * 1000, controller).unref();
      } catch (error) {
        // The reader may have gone while this piece was made; then there is nobody left to tell.
        try {
          controller.error(error);
        } catch {}
      }
    },
    async cancel() {
      clearTimeout(waiting);
      await chunks.return(undefined);
    },
  });
}
