import {
  IconArrowBackUp,
  IconBan,
  IconCheck,
  IconClock,
  IconHandStop,
  IconLogout2,
  IconPlayerPlay,
  IconUserQuestion,
  IconWorld,
  IconX,
} from "@tabler/icons-react";
import classes from "./state-badge.module.css";

type Tone = "good" | "warn" | "bad" | "busy" | "quiet";

/** Every state a run or a person can be in, with its word, its sign and its colour. */
const states = {
  queued: { word: "Queued", tone: "quiet", sign: IconClock },
  running: { word: "Running", tone: "busy", sign: IconPlayerPlay },
  succeeded: { word: "Succeeded", tone: "good", sign: IconCheck },
  held: { word: "Held", tone: "warn", sign: IconHandStop },
  failed: { word: "Failed", tone: "bad", sign: IconX },
  cancelled: { word: "Cancelled", tone: "quiet", sign: IconBan },
  live: { word: "In the group", tone: "good", sign: IconCheck },
  removed: { word: "Removed", tone: "quiet", sign: IconLogout2 },
  restored: { word: "Restored", tone: "good", sign: IconArrowBackUp },
  disabled: { word: "Disabled", tone: "warn", sign: IconBan },
  guest: { word: "Guest", tone: "quiet", sign: IconWorld },
  outside: { word: "Outside the group", tone: "quiet", sign: IconUserQuestion },
} as const satisfies Record<string, { word: string; tone: Tone; sign: typeof IconCheck }>;

export type BadgeState = keyof typeof states;

/** True for the states that have a badge; a word the database may hold one day and we do not know is shown as it is. */
function isKnown(state: string): state is BadgeState {
  return Object.hasOwn(states, state);
}

/** A state as word, sign and colour; `word` replaces the usual word. */
export function StateBadge({ state, word }: { state: BadgeState | (string & {}); word?: string }) {
  if (!isKnown(state)) return <span className={classes.badge}>{word ?? state}</span>;
  const { sign: Sign, tone } = states[state];
  return (
    <span className={classes.badge} data-tone={tone}>
      <Sign size={14} stroke={2} aria-hidden />
      {word ?? states[state].word}
    </span>
  );
}
