/** What may be wrong with who supervises whom, in the order of the quality report. */
export const problemKinds = ["circle", "self", "removed", "disabled", "outside", "contact", "nobody-above"] as const;
export type ProblemKind = (typeof problemKinds)[number];
