import type { ObjectKind } from "../directory/records.ts";
import { Refusal } from "./refusal.ts";
import type { GraphRequest } from "./request.ts";

/** Application permissions that suffice for a thing, as Graph's permissions reference lists them. */
const sufficient = {
  users: ["User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"],
  groups: [
    "GroupMember.Read.All",
    "Group.Read.All",
    "Group.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
  ],
  organization: ["Organization.Read.All", "User.Read.All", "Directory.Read.All"],
  hiddenMembers: ["Member.Read.Hidden"],
} as const;

export type Realm = keyof typeof sufficient;

/** The roles are those in the token: one that was issued before consent keeps being refused until it expires. */
export function mayRead(request: GraphRequest, realm: Realm): boolean {
  return sufficient[realm].some((role) => request.roles.has(role));
}

/** @throws Refusal 403 unless the token has a sufficient role for one of these. */
export function requireOneOf(request: GraphRequest, ...realms: Realm[]): void {
  if (realms.some((realm) => mayRead(request, realm))) return;
  throw denied();
}

export function denied(): Refusal {
  return new Refusal(403, "Authorization_RequestDenied", {
    message: "Insufficient privileges to complete the operation.",
  });
}

/** Whether objects of a kind are shown in full in a mixed collection. */
export function mayReadKind(request: GraphRequest): (kind: ObjectKind) => boolean {
  if (request.roles.has("Directory.Read.All")) return () => true;
  const readable = new Set<ObjectKind>();
  if (mayRead(request, "users")) readable.add("user").add("orgContact");
  if (mayRead(request, "groups")) readable.add("group");
  return (kind) => readable.has(kind);
}
