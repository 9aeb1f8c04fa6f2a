import type { Run } from "#lib/commands/runs.ts";
import { runsWords } from "#words/runs.tsx";
import { appContext } from "../../_server/context.ts";
import { CopyButton } from "../../_ui/copy-button.tsx";
import { Section } from "../../_ui/section.tsx";
import classes from "./support-block.module.css";
import { supportText } from "./support-text.ts";

const words = runsWords.support;

/** What to hand to Microsoft about a run; open where something was refused. */
export async function SupportBlock({ run }: { run: Run }) {
  const { graph } = await appContext();
  const text = supportText(run, graph);
  if (text === undefined) return null;
  return (
    <Section title={words.title} lead={words.lead} actions={<CopyButton value={text} label={words.copy} />}>
      <details open={run.error !== undefined || run.answers.refused.length > 0}>
        <summary className={classes.summary}>{words.show}</summary>
        {/* A region that scrolls must be reachable by keyboard, and then needs a name. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll container without focus cannot be scrolled by keyboard */}
        <section className={classes.scroller} aria-label={words.answers} tabIndex={0}>
          <pre className={classes.text}>{text}</pre>
        </section>
      </details>
    </Section>
  );
}
