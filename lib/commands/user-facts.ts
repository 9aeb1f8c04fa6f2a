import type { HistoryEntry } from "../directory/history.ts";
import type { Person } from "../directory/model.ts";
import type { GraphUser } from "../graph/client/users.ts";
import type { GroupOnTheWay, OtherWays } from "./group-ways.ts";

/** What the group to sync stands for now. */
export type GroupToSync =
  | { state: "found"; id: string; displayName: string | null }
  | { state: "everyone" }
  | { state: "unset" }
  | { state: "missing"; setting: string }
  | { state: "ambiguous"; setting: string; ids: string[] };

/** A person as the mirror holds them, with the supervisor's display copy. */
export type MirrorCopy = Person & { supervisorId: string | null; supervisorDisplayName: string | null };

/** One person: what Microsoft Graph says, what the mirror says, and what follows. Null where there is nothing. */
export type UserFacts = {
  asked: string;
  directory: GraphUser | null;
  mirror: MirrorCopy | null;
  groupToSync: GroupToSync;
  membership: "member" | "not-member" | "account-missing" | "unknown";
  /** The shortest way from a group the person is a direct member of to the group to sync. */
  path: GroupOnTheWay[];
  otherWays: OtherWays;
  /** The removal of this person that waits for a yes. */
  held: { run: number; reason: string } | null;
  /** What the last run that saw a change of this person changed. */
  lastChange: HistoryEntry | null;
  /** When the account was put into the recycle bin, from which it can be restored for 30 days; ISO 8601. */
  accountDeletedAt: string | null;
  /** The last run that looked at everybody and showed what it found. */
  lastRun: { run: number; at: Date } | null;
};

export type UserLookup = UserFacts & {
  /** Why the person is in the mirror or not, in sentences. */
  explanation: string[];
};
