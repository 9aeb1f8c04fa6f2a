import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { SignJWT } from "jose";
import type { FederatedCredential } from "../tenant/tenant-state.ts";

/** A platform that gives its programs tokens, as a Kubernetes cluster does. */
export type Workload = {
  /** What is registered of it at Entra. */
  federatedCredential: FederatedCredential;
  /** A token of it; `changes` for one that does not hold. */
  token(changes?: TokenChanges): Promise<string>;
  /** Writes a new token into the file, as the platform does when the old one nears its end. @returns the token */
  renew(path: string, changes?: TokenChanges): Promise<string>;
};

type TokenChanges = { issuer?: string; subject?: string; audience?: string /** Seconds. */; life?: number };

export function createWorkload(): Workload {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const issuer = "https://cluster.contoso.example/";
  const subject = "system:serviceaccount:rollcall:rollcall";
  let number = 0;
  const token: Workload["token"] = async (changes = {}) => {
    number += 1;
    return await new SignJWT({ number })
      .setProtectedHeader({ alg: "RS256", typ: "JWT" })
      .setIssuer(changes.issuer ?? issuer)
      .setSubject(changes.subject ?? subject)
      .setAudience(changes.audience ?? "api://AzureADTokenExchange")
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + (changes.life ?? 3600))
      .sign(privateKey);
  };
  return {
    federatedCredential: {
      issuer,
      subject,
      publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
    },
    token,
    async renew(path, changes) {
      const made = await token(changes);
      // With a line's end, as editors and some platforms leave one.
      writeFileSync(path, `${made}\n`);
      return made;
    },
  };
}
