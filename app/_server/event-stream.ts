const encoder = new TextEncoder();

/**
 * Answers with server-sent events, one per value. The reader sets the pace; when it is gone, `events` is returned, so
 * that its `finally` runs.
 */
export function eventStream(events: AsyncGenerator<unknown>): Response {
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { value, done } = await events.next();
          if (done) return controller.close();
          controller.enqueue(encoder.encode(`data: ${JSON.stringify(value)}\n\n`));
        } catch (error) {
          // A pull that was under way when the reader left ends here too; then there is no stream to tell.
          try {
            controller.error(error);
          } catch {}
        }
      },
      async cancel() {
        await events.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      // no-transform: a compressing server would keep small events back; x-accel-buffering: so would nginx.
      "cache-control": "private, no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
