import { z } from "zod";
import { auditKinds } from "./model.ts";

/** A day as an address and a date field write it, in UTC; a day that no calendar has is refused. */
const day = z.iso.date().transform((text) => new Date(`${text}T00:00:00Z`));

const auditFilters = z.object({
  kind: z.enum(auditKinds).optional(),
  /** Words that the actor's name must hold, or an object id: what this person did, and what was done about them. */
  q: z
    .string()
    .max(200)
    .refine((value) => !value.includes("\0"))
    .transform((value) => value.trim() || undefined)
    .optional(),
  from: day.optional(),
  /** The last day, itself included. */
  to: day.optional(),
});

export type AuditFilters = z.output<typeof auditFilters>;

export const auditQuery = auditFilters.extend({
  /** Id of the last event of the page before. */
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});

export type AuditQuery = z.output<typeof auditQuery>;
