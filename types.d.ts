import type { Role } from "./lib/auth/role.ts";
import type { SessionClaims } from "./lib/auth/session-claims.ts";

declare module "next-auth" {
  /** What /api/auth/session tells the browser: nothing that names the person beyond their own name. */
  interface Session {
    user?: { name: string; role: Role };
  }
}

declare module "next-auth/jwt" {
  /** What the encrypted cookie holds, besides the times next-auth adds. */
  interface JWT extends Partial<SessionClaims> {}
}
