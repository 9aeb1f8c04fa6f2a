/** Tells the server where its reader is: days are counted there, and it cannot know. */
export const zoneCookie = "rollcall-zone";
