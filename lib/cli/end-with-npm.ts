const everyMs = 500;

/**
 * Ends this process as SIGTERM does when npm, which started it, is gone: npm that is killed takes nobody along, and a
 * server nobody remembers would keep its port. Started without npm, a process may well outlive its parent.
 */
export function endWithNpm(): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, everyMs);
  timer.unref();
}
