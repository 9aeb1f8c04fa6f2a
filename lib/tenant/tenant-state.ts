import type { Folded } from "./directory/change-log.ts";
import type { Directory } from "./directory/directory.ts";
import type { Faults } from "./faults.ts";
import type { KeptAnswers } from "./graph/kept-answers.ts";
import type { RequestLog } from "./request-log.ts";

export type TokenClaims = {
  roles: ReadonlySet<string>;
  expiresAt: number;
  oid: string | undefined;
  upn: string | undefined;
  name: string | undefined;
};

/** What a sign-in handed out a code for. */
export type CodeGrant = {
  clientId: string;
  redirectUri: string;
  challenge: { value: string; method: "S256" | "plain" } | undefined;
  nonce: string | undefined;
  scope: string;
  person: SignInPerson;
  expiresAt: number;
  used: boolean;
};

/** Somebody who can sign in: their object id, the tenant they belong to, and the app roles assigned to them. */
export type SignInPerson = {
  oid: string;
  tid: string;
  name: string;
  userPrincipalName: string;
  mail: string | null;
  appRoles: readonly string[];
};

/** A platform that may vouch for the app: who it is, what it calls the app, and the key its tokens are signed with (PEM). */
export type FederatedCredential = { issuer: string; subject: string; publicKey: string };

/** One tenant: its directory, its one app registration, and what was granted to it. */
export type TenantState = {
  tenantId: string;
  domain: string;
  initialDomain: string;
  displayName: string;
  clientId: string;
  clientSecret: string;
  /** PEM of a certificate that may sign client assertions instead of the secret. */
  certificate: string | undefined;
  /** The platform whose tokens are taken instead of the secret. */
  federatedCredential: FederatedCredential | undefined;
  redirectUris: readonly string[];
  /** The application permissions the registration asks for; consent grants these. */
  requestedRoles: readonly string[];
  /** Undefined until an administrator consented: then the app has a service principal in the tenant. */
  grantedRoles: readonly string[] | undefined;
  directory: Directory;
  now: () => Date;
  faults: Faults;
  requests: RequestLog;
  /** Seals page and delta tokens; made per tenant, so that no link survives its tenant. */
  tokenKey: Buffer;
  /** Verified tokens by their text: checking a signature for every page would be most of the work. */
  verifiedTokens: Map<string, TokenClaims>;
  /** Delta tokens of an earlier epoch have expired. */
  deltaEpoch: number;
  /** The changes of the delta round that is being paged. */
  lastFold: { from: number; to: number; folded: readonly Folded[] } | undefined;
  pageLimit: number;
  expandPageLimit: number;
  deltaPageLimit: number;
  latency: { requestMs: number; itemMs: number };
  /** Authorization codes that were given out, by code. */
  codes: Map<string, CodeGrant>;
  kept: KeptAnswers;
  /** Sorted listings, kept while the directory stays as it is. */
  orders: Map<string, { version: number; numbers: readonly number[] }>;
};
