// Loaded before a measured program: at its end it tells, on file descriptor 3, the most memory it held and its processor time.
import { readFileSync, writeSync } from "node:fs";

process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const peakBytes = (peakOfThisProgram() ?? maxRSS) * 1024;
  writeSync(3, JSON.stringify({ peakBytes, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 }));
});

/** In KiB. On Linux maxRSS begins with what the process that forked this one held, so its own mark is read there. */
function peakOfThisProgram() {
  try {
    const mark = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    return mark === undefined ? undefined : Number(mark);
  } catch {
    return undefined;
  }
}
