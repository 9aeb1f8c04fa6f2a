/** A list does not wait longer for the numbers beside its choices; counting a million takes a second or two, once a change. */
const patienceMs = 400;

/** What there is when the list itself is ready, or that it comes too late. */
export async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, patienceMs, "late");
  });
  // What fails after that is asked for again by whoever comes next, and told to them.
  answer.catch(() => {});
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
