import { z } from "zod";
import type { ErrorCode } from "../errors.ts";

const errorReport = z.object({
  // Written by us alone; one that an older version wrote is no reason to lose the outcome.
  code: z.custom<ErrorCode>((code) => typeof code === "string"),
  message: z.string(),
  status: z.number().optional(),
  graphCode: z.string().optional(),
  requestId: z.string().optional(),
});

/** What we found out ourselves, with a token fetched for it. */
export const proofSchema = z.object({
  /** ISO 8601. */
  at: z.string(),
  /** Roles of the app token; absent when Microsoft's token could not be read, which its format allows. */
  roles: z.array(z.string()).optional(),
  /** Required permissions the token does not carry. */
  missing: z.array(z.string()),
  /** One real call for each kind of object. */
  probes: z.array(z.object({ name: z.string(), ok: z.boolean(), error: errorReport.optional() })),
  /** What kept us from asking. */
  error: errorReport.optional(),
});

export type Proof = z.infer<typeof proofSchema>;

/** How one walk to Entra's admin consent ended. Only `granted` is a yes, and only a proof makes it. */
export const consentOutcomeSchema = z.discriminatedUnion("result", [
  z.object({ result: z.literal("granted"), proof: proofSchema }),
  /** Entra sent the admin back with a yes that Microsoft's own servers do not show, yet or at all. */
  z.object({ result: z.literal("unproven"), approvedAt: z.string(), proof: proofSchema }),
  z.object({
    result: z.literal("refused"),
    /** OAuth's word for it, such as consent_required. */
    error: z.string(),
    graphCode: z.string().optional(),
    requestId: z.string().optional(),
  }),
  /** The answer names another tenant than the one that signed the admin in. */
  z.object({ result: z.literal("other-tenant") }),
  z.object({ result: z.literal("malformed"), reason: z.string() }),
]);

export type ConsentOutcome = z.infer<typeof consentOutcomeSchema>;

/** A walk to Entra that ended. */
export type ConsentAttempt = { id: string; startedBy: string; startedAt: Date; outcome: ConsentOutcome };

/** Why an answer from Entra was not even looked at. */
export const consentProblems = ["not-admin", "no-state", "unknown", "foreign", "used", "expired"] as const;

export type ConsentProblem = (typeof consentProblems)[number];
