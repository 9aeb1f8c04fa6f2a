import { Button } from "@mantine/core";
import { whyWords } from "#words/why.tsx";
import classes from "./why.module.css";

/** Asks for one person: an ordinary form, whose question stands in the address. */
export function WhyForm({ asked, longest }: { asked: string | undefined; longest: number }) {
  return (
    <search>
      <form action="/why" method="get" className={classes.form}>
        <label className={classes.question}>
          <span className={classes.label}>{whyWords.field}</span>
          <input
            // Keyed by the question in the address, so that going back shows the question of that page.
            key={asked}
            name="who"
            defaultValue={asked}
            required
            maxLength={longest}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className={classes.field}
          />
        </label>
        <Button type="submit">{whyWords.ask}</Button>
      </form>
    </search>
  );
}
