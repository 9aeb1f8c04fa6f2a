/** The words of the search that is reached from every page. */
export const searchWords = {
  placeholder: "Search people",
  field: "Search people in the whole copy",
  palette: {
    label: "Search and go to",
    field: "Search people, groups and pages",
    placeholder: "A name, mail address, job title, group or page",
    recent: "Looked at lately",
    people: "People",
    groups: "Groups",
    pages: "Pages",
    more: "More",
    removed: "Removed",
    all: (text: string) => `All users that match “${text}”`,
    why: (text: string) => `Why is “${text}” here, or not?`,
    asking: "Searching",
    nothing: "Nobody and nothing of that name is in the copy.",
    found: (number: number) => `${number} ${number === 1 ? "result" : "results"}`,
    signedOut: "Your session has ended. Reload the page to sign in again.",
    failed: "The search did not answer. Type on to try again.",
    keys: "↑ ↓ to choose, Enter to open, Esc to close",
  },
};
