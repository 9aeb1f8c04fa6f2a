import classes from "./initials.module.css";

const tints = 8;

/** A person's initials on a quiet tint that is always the same for the same id. Decoration: the name stands beside it. */
export function Initials({
  id,
  name,
  large = false,
}: {
  id: string;
  name: string | null | undefined;
  large?: boolean;
}) {
  return (
    <span className={classes.initials} data-tint={tintOf(id)} data-large={large || undefined} aria-hidden>
      {initialsOf(name)}
    </span>
  );
}

function tintOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return sum % tints;
}

/** First letters of the first and the last word; of one word only its first. Letters of any script count. */
export function initialsOf(name: string | null | undefined): string {
  const words = (name ?? "").split(/[\s,]+/).map((word) => word.match(/\p{L}\p{M}*/u)?.[0] ?? "");
  const letters = words.filter((letter) => letter !== "");
  const last = letters.length > 1 ? letters.at(-1) : "";
  return `${letters[0] ?? "?"}${last}`.toLocaleUpperCase("en");
}
