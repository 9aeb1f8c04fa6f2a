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
import { partsWords } from "#words/parts.tsx";
import classes from "./state-badge.module.css";

type Tone = "good" | "warn" | "bad" | "busy" | "quiet";

/** Every state a run or a person can be in, with its sign and its colour. */
const states = {
  queued: { tone: "quiet", sign: IconClock },
  running: { tone: "busy", sign: IconPlayerPlay },
  succeeded: { tone: "good", sign: IconCheck },
  held: { tone: "warn", sign: IconHandStop },
  failed: { tone: "bad", sign: IconX },
  cancelled: { tone: "quiet", sign: IconBan },
  live: { tone: "good", sign: IconCheck },
  removed: { tone: "quiet", sign: IconLogout2 },
  restored: { tone: "good", sign: IconArrowBackUp },
  disabled: { tone: "warn", sign: IconBan },
  guest: { tone: "quiet", sign: IconWorld },
  outside: { tone: "quiet", sign: IconUserQuestion },
} as const satisfies Record<keyof typeof partsWords.states, { tone: Tone; sign: typeof IconCheck }>;

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
      {word ?? partsWords.states[state]}
    </span>
  );
}
