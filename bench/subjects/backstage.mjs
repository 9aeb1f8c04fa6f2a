// Backstage's reader of an organisation in Microsoft Graph: users with manager, groups with members, made into entities
// in memory. Its own credential takes https authorities only, so it is given the token of the demo tenant.
import graphModule from "@backstage/plugin-catalog-backend-module-msgraph";
import { fetchToken } from "./graph.mjs";
import { readTask, tell } from "./task.mjs";

const { MicrosoftGraphClient, readMicrosoftGraphOrg } = graphModule;
const task = readTask();
const began = performance.now();
const token = await fetchToken(task);
const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
const silent = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const client = new MicrosoftGraphClient(`${task.origin}/v1.0`, credential);
const { users, groups } = await readMicrosoftGraphOrg(client, task.tenantId, {
  userExpand: "manager",
  userSelect: task.select,
  loadUserPhotos: false,
  logger: silent,
});
tell({ people: users.length, groups: groups.length, began });
process.exit();
