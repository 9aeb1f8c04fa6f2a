/** What a run knows of an object, as flags of its entry in `PackedIds`. */
export const mark = {
  /** The mirror has a row of it, live or removed. */
  stored: 1,
  /** That row is live. */
  live: 2,
  /** It was in the list of everything in the group, be it a person, a nested group or a device. */
  listed: 4,
  /** It is a person of the scope. */
  member: 8,
  /** The object itself was received. */
  seen: 16,
  /** A line of it is in staging. */
  staged: 32,
  /** The digest of its row in the mirror is known, or at least noted. */
  noted: 64,
} as const;
