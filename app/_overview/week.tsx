import Link from "next/link";
import type { DayOfChanges } from "#lib/commands/runs-by-day.ts";
import { count } from "#words/amounts.ts";
import { overviewWords } from "#words/overview.tsx";
import { placeWords, weekdayWords } from "#words/time-words.ts";
import { Section } from "../_ui/section.tsx";
import classes from "./week.module.css";

const words = overviewWords.week;
const measures = ["added", "changed", "removed"] as const;
type Measure = (typeof measures)[number];

/**
 * What the runs of a week did, day by day: a table whose numbers have a bar each, so that one thing serves eyes, screen
 * readers and paper. All bars have one scale: they can be compared in every direction.
 */
export function Week({ days, zone }: { days: DayOfChanges[]; zone: string }) {
  const most = Math.max(1, ...days.flatMap((day) => measures.map((measure) => day[measure])));
  return (
    <Section title={words.title} lead={leadOf(days)}>
      <table className={classes.week}>
        <caption className="visually-hidden">{words.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.day}</th>
            {measures.map((measure) => (
              <th key={measure} scope="col">
                {words[measure]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => (
            <tr key={day.day}>
              <th scope="row">
                <Link href={`/runs?day=${day.day}`} prefetch={false} className={classes.day}>
                  <time dateTime={day.day}>{weekdayWords(day.day)}</time>
                </Link>
              </th>
              {measures.map((measure) => (
                <td key={measure}>
                  <Bar measure={measure} value={day[measure]} most={most} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.note}>{words.note(placeWords(zone))}</p>
    </Section>
  );
}

function Bar({ measure, value, most }: { measure: Measure; value: number; most: number }) {
  // A little that is there must be seen beside a lot.
  const width = value === 0 ? 0 : Math.max(2, (value / most) * 100);
  return (
    <span className={classes.measure} data-none={value === 0 || undefined}>
      <span className={classes.number}>{count(value)}</span>
      <svg className={classes.bar} data-measure={measure} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden>
        <rect width={width} height={10} />
      </svg>
    </span>
  );
}

function leadOf(days: DayOfChanges[]): string {
  const sum = (measure: Measure) => days.reduce((total, day) => total + day[measure], 0);
  const [added, changed, removed] = measures.map(sum);
  if (!added && !changed && !removed) return words.nothing;
  return words.lead({ added: count(added ?? 0), changed: count(changed ?? 0), removed: count(removed ?? 0) });
}
