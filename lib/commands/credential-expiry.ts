import { readClientCertificate } from "../config/client-certificate.ts";
import type { Context } from "../context.ts";
import { AppError, type ErrorReport, reportOf } from "../errors.ts";
import { effectiveSettings } from "../settings/effective-settings.ts";

/** Days before the end at which it is told, each louder than the one before. */
export const warningDays = [30, 14, 7, 1] as const;

/** When the application can no longer prove itself to Microsoft, as far as that can be known. */
export type CredentialExpiry =
  | {
      state: "good" | "ending" | "over";
      kind: "secret" | "certificate";
      expiresOn: Date;
      /** Whole days that are left; 0 on the last one, negative afterwards. */
      daysLeft: number;
      /** The warning that has been reached: 30, 14, 7 or 1; absent while all is good and when it is over. */
      reached?: (typeof warningDays)[number];
    }
  /** Microsoft tells the end of a secret to people only, and nobody has entered it. */
  | { state: "unknown"; kind: "secret" }
  /** The certificate's file cannot be used. */
  | { state: "unreadable"; kind: "certificate"; error: ErrorReport }
  /** A token that the platform renews by itself. */
  | { state: "renewed"; kind: "federated token" };

const dayMs = 24 * 60 * 60 * 1_000;

/**
 * The end of the secret or certificate: the certificate's own, or the day entered for the secret under Settings (or in
 * MSGRAPH_CLIENT_SECRET_EXPIRES_ON), of which the whole day still counts.
 *
 * @throws AppError `configuration` when no registration is configured.
 */
export async function credentialExpiry(
  context: Pick<Context, "config" | "now"> & { db?: Context["db"] },
): Promise<CredentialExpiry> {
  const { config, db, now } = context;
  const credential = config.graph?.credential;
  if (!credential) throw new AppError("configuration", "Microsoft Graph is not configured.");
  if (credential.kind === "federated token") return { state: "renewed", kind: credential.kind };
  if (credential.kind === "certificate") {
    try {
      const { expiresOn } = await readClientCertificate(credential.path);
      return standingOf("certificate", { expiresOn, now: now() });
    } catch (error) {
      return { state: "unreadable", kind: credential.kind, error: reportOf(error) };
    }
  }
  const day = db ? (await effectiveSettings({ config, db })).secretExpiresOn.value : config.secretExpiresOn;
  if (day === undefined) return { state: "unknown", kind: credential.kind };
  const expiresOn = new Date(Date.parse(`${day}T00:00:00Z`) + dayMs - 1);
  return standingOf("secret", { expiresOn, now: now() });
}

function standingOf(
  kind: "secret" | "certificate",
  { expiresOn, now }: { expiresOn: Date; now: Date },
): CredentialExpiry {
  const left = expiresOn.getTime() - now.getTime();
  const daysLeft = Math.floor(left / dayMs);
  if (expiresOn <= now) return { state: "over", kind, expiresOn, daysLeft };
  const reached = warningDays.findLast((days) => left <= days * dayMs);
  return { state: reached === undefined ? "good" : "ending", kind, expiresOn, daysLeft, reached };
}

/** What is to be said of it in one sentence, on pages, in `check` and in the log; undefined when nothing is wrong. */
export function expiryWarning(expiry: CredentialExpiry): string | undefined {
  if (expiry.state === "unreadable") return expiry.error.message;
  if (expiry.state !== "ending" && expiry.state !== "over") return undefined;
  const { kind, expiresOn, daysLeft } = expiry;
  const day = expiresOn.toISOString().slice(0, 10);
  const renewal =
    kind === "secret"
      ? "make a new secret in the app registration (Certificates & secrets), put its value into MSGRAPH_CLIENT_SECRET and its last day under Settings"
      : "make a new certificate, upload it to the app registration (Certificates & secrets), and put it into MSGRAPH_CLIENT_CERTIFICATE";
  if (expiry.state === "over") {
    const doubt = kind === "secret" ? " by the day that was entered for it" : "";
    return `The client ${kind} ended on ${day}${doubt}: ${renewal}.`;
  }
  const left = daysLeft === 0 ? "within a day" : daysLeft === 1 ? "in 1 day" : `in ${daysLeft} days`;
  return `The client ${kind} ends ${left}, on ${day}: ${renewal}. Until then nothing changes.`;
}
