/** What can go wrong besides a status. */
export type FaultKind =
  /** The connection ends without an answer. */
  | "connection-drop"
  /** The answer begins and the connection ends in its middle. */
  | "broken-body"
  /** A complete HTTP answer whose JSON stops halfway. */
  | "truncated-json"
  | "invalid-json"
  /** Half of the answer comes at once, the rest after `delayMs`. */
  | "slow-body"
  /** A page that is not the last carries no next link. */
  | "next-link-vanishes"
  /** A page without items and with a next link that leads on. */
  | "empty-page"
  /** The next page repeats the end of this one. */
  | "overlapping-pages"
  /** A page of changes ends with neither a next link nor a delta link. */
  | "both-links-vanish"
  /** The next link leads to another host. */
  | "next-link-elsewhere"
  /** The page leaves its first user out, a count counts one less: an index that does not know the latest changes. */
  | "somebody-missing"
  /** Of every object nothing but type and id is told, the rest is null: how Graph shows what an app may not read. */
  | "blank-objects"
  /** Every object is null. */
  | "null-objects"
  /** No object says what it is. */
  | "untyped-objects"
  /** A page of changes in the opposite order, with older words on each object before and after the latest. */
  | "replayed-changes"
  /** Everything there is, deleted accounts as removed, is told where only the link from now on was asked for. */
  | "first-round-instead"
  /** 400 Directory_ExpiredPageToken. */
  | "expired-page-token"
  /** 400 DirectoryPageTokenNotFoundException. */
  | "lost-page-token"
  /** 410 resyncRequired, with the Location to start over. */
  | "expired-delta-token"
  /** 400 syncStateNotFound: the other way in which a dead delta token is announced. */
  | "lost-sync-state"
  /** The answer is as usual and comes after `delayMs`. */
  | "delay";

export const faultKinds: readonly FaultKind[] = [
  "connection-drop",
  "broken-body",
  "truncated-json",
  "invalid-json",
  "slow-body",
  "next-link-vanishes",
  "empty-page",
  "overlapping-pages",
  "both-links-vanish",
  "next-link-elsewhere",
  "somebody-missing",
  "blank-objects",
  "null-objects",
  "untyped-objects",
  "replayed-changes",
  "first-round-instead",
  "expired-page-token",
  "lost-page-token",
  "expired-delta-token",
  "lost-sync-state",
  "delay",
];

type Aim = {
  /** Compared with `METHOD /path?query`, percent-decoded: part of it, or a pattern. Items of a batch are compared singly. */
  match: string | RegExp;
  /** How many matching calls it befalls; 1 unless said. */
  times?: number | "always";
  /** How many matching calls pass before it begins. */
  after?: number;
};

/** An answer with a status: in Graph's own words for that status unless a body is given (a string is sent as HTML). */
export type StatusFault = Aim & {
  status: number;
  /** Seconds, a fraction of them, or the header's text (a date); null leaves the header out. 429 says 1 unless told. */
  retryAfter?: number | string | null;
  body?: unknown;
};

export type KindFault = Aim & { kind: FaultKind; delayMs?: number };

export type Fault = StatusFault | KindFault;

export type Faults = {
  add(fault: Fault): void;
  clear(): void;
  /** How many calls were befallen so far. */
  struck(): number;
  /** The fault that befalls this call, if any; it is then used up by one. */
  strike(call: string): Fault | undefined;
};

export function createFaults(): Faults {
  let armed: { fault: Fault; passing: number; left: number }[] = [];
  let struck = 0;
  return {
    add(fault) {
      const times = fault.times === "always" ? Number.POSITIVE_INFINITY : (fault.times ?? 1);
      armed.push({ fault, passing: fault.after ?? 0, left: times });
    },
    clear() {
      armed = [];
    },
    struck: () => struck,
    strike(call) {
      for (const one of armed) {
        if (one.left <= 0 || !concerns(one.fault, call)) continue;
        if (one.passing > 0) {
          one.passing -= 1;
          continue;
        }
        one.left -= 1;
        struck += 1;
        return one.fault;
      }
      return undefined;
    },
  };
}

function concerns({ match }: Fault, call: string): boolean {
  if (typeof match === "string") return call.includes(match);
  // A pattern with the g flag remembers where it stopped.
  match.lastIndex = 0;
  return match.test(call);
}
