import Link from "next/link";
import { doorsWords } from "#words/doors.tsx";
import { ClosingDetails } from "../closing-details.tsx";
import { Initials } from "../initials.tsx";
import { PrincipalName } from "../principal-name.tsx";
import { SubmitButton } from "../submit-button.tsx";
import { signOut } from "./sign-out.ts";
import classes from "./signed-in.module.css";

export type SignedInPerson = { id: string; name: string; userPrincipalName: string; role: "admin" | "reader" };

/** The signed-in person at the foot of the navigation. */
export function SignedIn({ person }: { person: SignedInPerson }) {
  return (
    <div className={classes.foot}>
      <div className={classes.person}>
        <Initials id={person.id} name={person.name} />
        <Words person={person} />
      </div>
      <SignOut />
    </div>
  );
}

/** The same on a phone, folded into the top line; works without script. */
export function SignedInMenu({ person }: { person: SignedInPerson }) {
  return (
    <ClosingDetails
      className={classes.menu}
      label={doorsWords.signedInAs(person.name)}
      sign={<Initials id={person.id} name={person.name} />}
    >
      <div className={classes.sheet}>
        <Words person={person} />
        <SignOut />
      </div>
    </ClosingDetails>
  );
}

function Words({ person }: { person: SignedInPerson }) {
  return (
    <div className={classes.words}>
      <span className="name">{person.name}</span>
      <span className={classes.principal}>
        <PrincipalName name={person.userPrincipalName} />
      </span>
      <span className={classes.principal}>
        <Link href="/account">{doorsWords.roles[person.role]}</Link>
      </span>
    </div>
  );
}

function SignOut() {
  return (
    <form action={signOut}>
      <SubmitButton variant="default" size="xs" fullWidth>
        {doorsWords.signOut}
      </SubmitButton>
    </form>
  );
}
