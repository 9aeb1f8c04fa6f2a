import { IconAlertTriangle, IconCheck, IconMinus, IconX } from "@tabler/icons-react";
import Link from "next/link";
import { overviewWords } from "#words/overview.tsx";
import { TimeOnHover } from "../_ui/local-time.tsx";
import classes from "./statements.module.css";
import type { Statement } from "./statements-of.ts";

const signs = {
  good: IconCheck,
  warn: IconAlertTriangle,
  bad: IconX,
  quiet: IconMinus,
};

/** Where things stand, one sentence a line, each with its sign. */
export function Statements({ statements }: { statements: Statement[] }) {
  return (
    <ul className={classes.list}>
      {statements.map((statement) => (
        <Line key={statement.text} statement={statement} />
      ))}
    </ul>
  );
}

function Line({ statement: { tone, text, exact, link } }: { statement: Statement }) {
  const Sign = signs[tone];
  return (
    <li className={classes.line} data-tone={tone}>
      <Sign size={18} stroke={2} aria-hidden className={classes.sign} />
      <p>
        <span className="visually-hidden">{overviewWords.sign(overviewWords.signs[tone])}</span>
        {exact ? <TimeOnHover at={exact}>{text}</TimeOnHover> : text}{" "}
        {link ? <Link href={link.href}>{link.label}</Link> : null}
      </p>
    </li>
  );
}
