/** The words of the settings pages. */
export const settingsWords = {
  records: {
    title: "Privacy and audit",
    lead: "What is stored of people, what of it is left out, and who did what.",
    privacy: "Privacy",
    audit: "Audit log",
  },
};
