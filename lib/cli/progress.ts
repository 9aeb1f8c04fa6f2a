/** Where a piece of work stands, as the engine reports it. */
export type ProgressReport = { phase: string; done: number; total?: number };

export type ProgressLine = {
  show(report: ProgressReport): void;
  /** Takes the line away, so that what is printed next stands alone. */
  clear(): void;
};

const redrawMilliseconds = 100;

/**
 * One line on stderr that is drawn over, on a terminal only: in a log file or a mail from cron it would be noise, and
 * a command that succeeds has nothing to say there.
 */
export function progressLine(stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  if (!stream.isTTY) return { show() {}, clear() {} };
  let drawnAt = 0;
  let phase: string | undefined;
  return {
    show(report) {
      const now = performance.now();
      if (report.phase === phase && now - drawnAt < redrawMilliseconds) return;
      drawnAt = now;
      phase = report.phase;
      // Cut to the width (0 when the terminal does not say): a line that wraps cannot be drawn over.
      stream.write(`\r\u001b[2K${sentenceOf(report).slice(0, (stream.columns || 80) - 1)}`);
    },
    clear() {
      if (phase !== undefined) stream.write("\r\u001b[2K");
      phase = undefined;
    },
  };
}

function sentenceOf({ phase, done, total }: ProgressReport): string {
  const count = new Intl.NumberFormat("en");
  if (total === undefined || total === 0) return `${phase}: ${count.format(done)}`;
  const percent = Math.min(100, Math.floor((done / total) * 100));
  return `${phase}: ${count.format(done)} of ${count.format(total)} (${percent} %)`;
}
