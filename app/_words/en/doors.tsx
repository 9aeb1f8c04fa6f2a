import type { Role } from "#lib/auth/role.ts";

/** The words of who is signed in, and of doors that stay shut. */
export const doorsWords = {
  roles: { admin: "Admin", reader: "Reader" } satisfies Record<Role, string>,
  signOut: "Sign out",
  signedInAs: (name: string) => `Signed in as ${name}`,
  account: {
    title: "Your session",
    lead: "Who you are to Rollcall, and how long it goes on.",
    facts: {
      name: "Name",
      principal: "Signed in as",
      role: "Role",
      signedIn: "Signed in",
      rolesRead: "Roles last read",
      ends: "Ends",
    },
    roleHelp: {
      admin: "You see everything and may start, decide and change.",
      reader: "You see everything and change nothing.",
    } satisfies Record<Role, string>,
    rolesHelp: (minutes: number) =>
      `Microsoft is asked again every ${minutes} minutes, silently. A role that was taken away is gone then, and so is a session that nobody used for ${2 * minutes} minutes.`,
    endsHelp: "At the latest, however often it is used.",
    everywhere: {
      title: "Sign out everywhere",
      text: "Ends your sessions in every browser, this one too: after leaving one open on a machine that others use, for instance.",
      button: "Sign out everywhere",
    },
    everyone: {
      title: "End everyone’s sessions",
      text: "Everyone signs in again, you too; nothing else is lost. Runs go on.",
      button: "End everyone’s sessions",
    },
  },
  forbidden: {
    title: "Not allowed",
    heading: "Only an admin may do this",
    text: "You are signed in as a reader: you can see everything here, but not change it. Someone who manages this application in Entra can give you the app role Rollcall.Admin; then sign out and in again.",
  },
};
