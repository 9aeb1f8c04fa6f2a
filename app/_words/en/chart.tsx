/** What the tree of the organisation chart says. Apart from the other words, because this is sent to the browser. */
export const chartWords = {
  label: "Organisation chart",
  keys: "Arrow keys move and open, Enter goes to the person, letters find a name.",
  span: (direct: string, below: string) => (direct === below ? direct : `${direct} · ${below} in all`),
  spoken: (direct: string, below: string) => `supervises ${direct} directly, ${below} in all`,
  open: (name: string) => `Open ${name}`,
  close: (name: string) => `Close ${name}`,
  more: (shown: string, total: string) => `Show more people (${shown} of ${total} shown)`,
  loading: "Loading…",
  failed: "The branch could not be loaded. Press Enter or click to try again.",
  circle: "In a circle",
  backToTop: "Circle: stands further up",
  removed: "Removed",
  outside: "Outside the group",
  contact: "Contact, no account",
  disabled: "Disabled",
};
