// The floor of reading: every user with the manager, page after page, parsed and forgotten.
import { fetchToken, pages, usersWithManager } from "./graph.mjs";
import { readTask, tell } from "./task.mjs";

const task = readTask();
const began = performance.now();
const token = await fetchToken(task);
let people = 0;
let withManager = 0;
for await (const users of pages(usersWithManager(task), token)) {
  people += users.length;
  for (const user of users) if (user.manager) withManager += 1;
}
tell({ people, withManager, began });
process.exit();
