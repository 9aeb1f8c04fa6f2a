/** What every page shows around its own content. */
export const frameWords = {
  sections: {
    overview: "Overview",
    users: "Users",
    supervisors: "Supervisors",
    groups: "Groups",
    runs: "Runs",
    settings: "Settings",
  },
};
