/** The words of the first page. */
export const overviewWords = {
  week: {
    title: "What changed this week",
    nothing: "Nobody was added, changed or removed in the last seven days.",
    lead: (parts: { added: string; changed: string; removed: string }) =>
      `${parts.added} added, ${parts.changed} changed, ${parts.removed} removed in the last seven days.`,
    caption: "People added, changed and removed on each of the last seven days",
    day: "Day",
    added: "Added",
    changed: "Changed",
    removed: "Removed",
    note: "Days begin at midnight UTC. Who was there at the first copy does not count as added.",
  },
};
