import type { TokenState } from "#lib/commands/access-tokens.ts";

/** The words of the page of access tokens. */
export const tokensWords = {
  title: "Access tokens",
  lead: "For programs that read the copy by /api/v1 or watch it by /api/metrics. A token reads what a reader may see, and changes nothing.",
  make: {
    title: "Make a token",
    name: "What it is for",
    nameHelp: "The program and where it runs: “HR import on srv-12”.",
    nameMissing: "Say what it is for, in at most 100 characters.",
    days: "Good for",
    daysOf: (days: number) => (days === 365 ? "A year" : `${days} days`),
    submit: "Make token",
    submitting: "Making token",
  },
  made: {
    title: "Copy it now",
    text: ({ name, until }: { name: string; until: string }) =>
      `This is the token for ${name}, good until ${until}. It is shown this once: of a token only a digest is kept.`,
    label: "Access token",
  },
  list: {
    title: "Tokens",
    caption: "Access tokens, newest first",
    columns: { name: "For", ending: "Ends with", by: "Made by", used: "Last used", until: "Until", state: "State" },
    never: "Never",
    none: { title: "No token yet", text: "Make one for each program, so that each can be ended by itself." },
    states: {
      good: "Good",
      over: "Over",
      revoked: "Revoked",
      "maker-gone": "Void: whoever made it is disabled or deleted",
    } satisfies Record<TokenState, string>,
    revoke: "Revoke",
    revoking: "Revoking",
    revokeNamed: (name: string) => `Revoke ${name}`,
    sure: "The program that uses it gets no answer from then on.",
  },
};
