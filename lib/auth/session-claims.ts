import { z } from "zod";

/** Nobody stays signed in longer than this, however often the session is used. */
export const sessionSeconds = 8 * 60 * 60;

const schema = z.object({
  /** Object id of the person in Entra; with `tenantId` the only key, never the mail address. */
  objectId: z.string().min(1),
  /** GUID of the tenant that signed the id token. */
  tenantId: z.string().min(1),
  name: z.string(),
  userPrincipalName: z.string(),
  appRoles: z.array(z.string()),
  /** The group they were found in at the last look, when it was the one whose members are readers. */
  readerGroup: z.string().optional(),
  /** Whether their account is a guest's. */
  guest: z.boolean(),
  /** Names this one sign-in; consent is bound to it. */
  sessionId: z.string().min(1),
  /** Seconds since 1970, with a fraction: a sign-in may follow a sign-out everywhere within the second. */
  signedInAt: z.number(),
  /** When Microsoft last vouched for the person and their roles; seconds since 1970. */
  rolesReadAt: z.number(),
  /** The registration that was signed in to. Another tenant or application in the environment ends the session. */
  registration: z.string().min(1),
});

/** What we keep of a person in the encrypted session cookie: enough to decide, nothing to look up. */
export type SessionClaims = z.infer<typeof schema>;

/** Reads a decrypted cookie; undefined when it is not one of ours (an older version wrote it). */
export function parseSessionClaims(token: unknown): SessionClaims | undefined {
  const parsed = schema.safeParse(token);
  return parsed.success ? parsed.data : undefined;
}

/** The app registration a session belongs to. */
export function registrationOf({ tenantId, applicationId }: { tenantId: string; applicationId: string }): string {
  return `${tenantId}/${applicationId}`.toLowerCase();
}
