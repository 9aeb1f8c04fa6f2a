import type { WhyAnswer } from "#lib/commands/user-why.ts";
import { whyWords } from "#words/why.tsx";
import { EmptyState } from "../../_ui/empty-state.tsx";
import { linkTo } from "../../_ui/link-to.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { PersonCell } from "../../_ui/person-cell.tsx";
import { Section } from "../../_ui/section.tsx";
import classes from "./why.module.css";
import { WhyFound } from "./why-found.tsx";

type Others = Extract<WhyAnswer, { state: "nobody" }>["others"];

/** The answer to "why is this person (not) here?", each way it can go in its own words. */
export function WhyAnswered({ asked, answer, maySync }: { asked: string; answer: WhyAnswer; maySync: boolean }) {
  const { nobody, notShown } = whyWords;
  switch (answer.state) {
    case "found":
      return <WhyFound asked={asked} {...answer} maySync={maySync} />;
    case "nobody":
      return <Unknown {...nobody} others={answer.others} />;
    case "not-shown":
      return <Unknown {...notShown} others={answer.others} />;
    case "too-many":
      return (
        <Notice kind="warning" title={whyWords.tooManyTitle}>
          <p>{whyWords.tooMany(answer.seconds)}</p>
        </Notice>
      );
    case "unanswered":
      return (
        <Notice kind="error" title={whyWords.unanswered(answer.report.code)} report={answer.report}>
          <p>{answer.report.message}</p>
          {answer.id ? <p>{whyWords.inCopy(linkTo(`/users/${answer.id}`))}</p> : null}
        </Notice>
      );
  }
}

function Unknown({ title, text, others }: { title: string; text: string; others: Others }) {
  return (
    <>
      <EmptyState title={title}>{text}</EmptyState>
      {others.length > 0 ? (
        <Section title={whyWords.others}>
          <ul className={classes.others}>
            {others.map((person) => (
              <li key={person.id}>
                <PersonCell {...person} href={`/why?who=${person.id}`} />
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}
