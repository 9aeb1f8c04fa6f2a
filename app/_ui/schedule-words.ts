/** What ends a pause of the schedule. */
export const resumeWords =
  "It goes on after a run by hand that succeeds, after a changed setting, and after consent was granted here.";
