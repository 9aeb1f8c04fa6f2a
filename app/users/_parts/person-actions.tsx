import { IconExternalLink } from "@tabler/icons-react";
import Link from "next/link";
import type { CloudName } from "#lib/config/clouds.ts";
import type { Person } from "#lib/directory/model.ts";
import { personWords } from "#words/person.tsx";
import classes from "./person-actions.module.css";
import { entraAddress } from "./person-entra-address.ts";
import { SyncPerson } from "./person-sync.tsx";

/** What a person can do from somebody's page: bring them up to date (admins), ask why, see where they stand, look in Entra. */
export function PersonActions({
  person,
  cloud,
  maySync,
}: {
  person: Person;
  /** Absent when Microsoft Graph is not configured. */
  cloud: CloudName | undefined;
  maySync: boolean;
}) {
  const { why, chart, entra } = personWords.actions;
  const links = (
    <>
      <Link href={`/why?who=${person.id}`} prefetch={false}>
        {person.deletedAt ? why.removed : why.live}
      </Link>
      {person.deletedAt ? null : (
        <Link href={`/supervisors/chart?person=${person.id}`} prefetch={false}>
          {chart}
        </Link>
      )}
      {cloud ? (
        <a href={entraAddress(cloud, person)} target="_blank" rel="noreferrer" className={classes.away}>
          {entra}
          <IconExternalLink size={14} aria-hidden />
        </a>
      ) : null}
    </>
  );
  if (maySync) return <SyncPerson id={person.id}>{links}</SyncPerson>;
  return <div className={classes.actions}>{links}</div>;
}
