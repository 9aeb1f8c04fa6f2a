import { Button, TextInput } from "@mantine/core";
import { type PersonStored, personStored } from "#lib/commands/privacy.ts";
import type { ActingContext } from "#lib/context.ts";
import { privacyWords } from "#words/privacy.tsx";
import { ButtonLink } from "../../../_ui/button-link.tsx";
import { DataTable } from "../../../_ui/data-table.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { Section } from "../../../_ui/section.tsx";
import { EraseForm } from "./erase-form.tsx";
import classes from "./privacy.module.css";

const words = privacyWords.person;

/** Looks somebody up by id or name, and offers what may be done with what is stored of them. */
export async function PersonSection({ context, asked }: { context: ActingContext; asked: string | undefined }) {
  const stored = asked === undefined ? undefined : await personStored(context, { idOrName: asked });
  return (
    <Section id="person" title={words.title} lead={words.lead}>
      <form action="/settings/privacy" method="get" className={classes.look}>
        <TextInput name="person" label={words.label} defaultValue={asked ?? ""} autoComplete="off" spellCheck={false} />
        <Button type="submit" variant="default">
          {words.look}
        </Button>
      </form>
      {stored ? <Found stored={stored} /> : null}
      {asked !== undefined && !stored ? <Notice kind="info">{words.nothing(asked)}</Notice> : null}
    </Section>
  );
}

function Found({ stored: { id, displayName, userPrincipalName, copy, parts } }: { stored: PersonStored }) {
  return (
    <div className={classes.found}>
      <p>{words.found({ name: displayName ?? userPrincipalName ?? id, copy })}</p>
      <DataTable
        caption={words.caption}
        rows={parts}
        rowKey={({ part }) => part.part}
        columns={[
          {
            id: "part",
            header: words.columns.part,
            cell: ({ part }) => privacyWords.parts[part.part].title,
            prose: true,
          },
          { id: "rows", header: words.columns.rows, cell: ({ rows }) => rows.toLocaleString("en"), numeric: true },
          {
            id: "onErasure",
            header: words.columns.onErasure,
            cell: ({ part }) => (part.person ? words.onErasure[part.person.onErasure] : null),
          },
        ]}
      />
      <p>
        <ButtonLink href={`/settings/privacy/person?id=${encodeURIComponent(id)}`} download>
          {words.download}
        </ButtonLink>
      </p>
      <EraseForm key={id} id={id} isLive={copy === "live"} />
    </div>
  );
}
