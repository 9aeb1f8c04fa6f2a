// Loaded into the children of `npm start` and `npm run demo` before anything else (node --import): when their parent is
// gone, even killed, the channel to it closes and they end too.
const graceMs = 10_000;

process.once("disconnect", () => {
  setTimeout(() => process.exit(1), graceMs).unref();
  process.kill(process.pid, "SIGTERM");
});

// The channel alone is no reason to keep a process running that has finished.
process.channel?.unref();

export {};
