import Link from "next/link";
import { Initials } from "./initials.tsx";
import classes from "./person-cell.module.css";
import { PrincipalName } from "./principal-name.tsx";

/** A person as the first column of a table: initials, name, and below it the user principal name. */
export function PersonCell({
  id,
  displayName,
  userPrincipalName,
  href,
}: {
  id: string;
  displayName: string | null | undefined;
  userPrincipalName?: string | null;
  /** Absent when there is no page to go to (a supervisor outside the mirror). */
  href?: string;
}) {
  const name = displayName || userPrincipalName || id;
  return (
    <span className={classes.person}>
      <Initials id={id} name={displayName} />
      <span className={classes.words}>
        {href ? (
          <Link href={href} className={`name ${classes.link}`} prefetch={false}>
            {name}
          </Link>
        ) : (
          <span className="name">{name}</span>
        )}
        {userPrincipalName && userPrincipalName !== name ? (
          <span className={classes.principal}>
            <PrincipalName name={userPrincipalName} />
          </span>
        ) : null}
      </span>
    </span>
  );
}
