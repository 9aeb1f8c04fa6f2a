import type { DoorConfig } from "../auth/door-config.ts";
import { registrationOf, type SessionClaims } from "../auth/session-claims.ts";
import { type Environment, readEnvironment } from "../config/environment.ts";

/** The configuration of a process that lets people in, as its environment would give it. */
export function testDoorConfig(environment: Environment = {}): DoorConfig {
  const config = readEnvironment(
    {
      MSGRAPH_TENANT_ID: "aaaabbbb-0000-4ccc-8111-dddd2222eeee",
      MSGRAPH_APPLICATION_ID: "00001111-aaaa-4222-8bbb-3333cccc4444",
      MSGRAPH_CLIENT_SECRET: "a client secret",
      NEXTAUTH_URL: "https://rollcall.example",
      NEXTAUTH_SECRET: "a secret that only tests know, long enough for them",
      NODE_ENV: "production",
      ...environment,
    },
    { needs: ["graph", "web"] },
  );
  if (!config.web || !config.graph) throw new Error("the test's environment is not complete");
  return { ...config, web: config.web, graph: config.graph };
}

/** What the session cookie of an admin holds who signed in at `signedInAt`. */
export function testClaims(
  config: DoorConfig,
  { signedInAt, ...others }: Partial<Omit<SessionClaims, "signedInAt">> & { signedInAt: Date },
): SessionClaims {
  return {
    objectId: "11111111-0000-4000-8000-000000000001",
    tenantId: "aaaabbbb-0000-4ccc-8111-dddd2222eeee",
    name: "Ada Quill",
    userPrincipalName: "ada.quill@contoso.example",
    appRoles: ["Rollcall.Admin"],
    guest: false,
    sessionId: "one sign-in",
    signedInAt: signedInAt.getTime() / 1000,
    rolesReadAt: signedInAt.getTime() / 1000,
    registration: registrationOf(config.graph),
    ...others,
  };
}
