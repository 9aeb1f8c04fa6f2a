/**
 * Events as long as their reader is admitted: a stream that began with a session does not outlive it.
 *
 * @param everyMs how long an ended session may go on hearing, at most, once there is an event
 */
export async function* whileAdmitted<Event>(
  events: AsyncGenerator<Event>,
  { isAdmitted, everyMs = 5_000 }: { isAdmitted: () => Promise<boolean>; everyMs?: number },
): AsyncGenerator<Event> {
  let askedAt = Date.now();
  for await (const event of events) {
    if (Date.now() - askedAt >= everyMs) {
      if (!(await isAdmitted())) return;
      askedAt = Date.now();
    }
    yield event;
  }
}
