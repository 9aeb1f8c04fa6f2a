import { IconAlertTriangle, IconCheck, IconMinus, IconX } from "@tabler/icons-react";
import Link from "next/link";
import classes from "./statements.module.css";
import type { Statement } from "./statements-of.ts";

const signs = {
  good: { sign: IconCheck, word: "Good" },
  warn: { sign: IconAlertTriangle, word: "Attention" },
  bad: { sign: IconX, word: "Trouble" },
  quiet: { sign: IconMinus, word: "Note" },
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
  const { sign: Sign, word } = signs[tone];
  return (
    <li className={classes.line} data-tone={tone}>
      <Sign size={18} stroke={2} aria-hidden className={classes.sign} />
      <p>
        <span className="visually-hidden">{word}: </span>
        <span title={exact}>{text}</span> {link ? <Link href={link.href}>{link.label}</Link> : null}
      </p>
    </li>
  );
}
