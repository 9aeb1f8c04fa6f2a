import classes from "./progress-bar.module.css";

/** How far something is. Without a total it says that it moves, and no share is made up. */
export function ProgressBar({ label, done, total }: { label: string; done: number; total?: number }) {
  const share = total === undefined || total === 0 ? undefined : Math.min(1, done / total);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={share === undefined ? undefined : 0}
      aria-valuemax={share === undefined ? undefined : 100}
      aria-valuenow={share === undefined ? undefined : Math.round(share * 100)}
      className={classes.bar}
      data-unknown={share === undefined || undefined}
    >
      <div className={classes.filled} style={share === undefined ? undefined : { width: `${share * 100}%` }} />
    </div>
  );
}
