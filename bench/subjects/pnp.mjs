// PnP's CLI for Microsoft 365, the command `entra user list` with the manager, by its published API. It knows Microsoft's
// hosts only: its own table of clouds is told the tenant's address, and it is given a token as if it had signed in.
import { executeCommand } from "@pnp/cli-microsoft365";
import authentication, { Auth } from "@pnp/cli-microsoft365/dist/Auth.js";
import { cli } from "@pnp/cli-microsoft365/dist/cli/cli.js";
import { fetchToken } from "./graph.mjs";
import { readTask, tell } from "./task.mjs";

const task = readTask();
const began = performance.now();
const accessToken = await fetchToken(task);
const { connection } = authentication;
const host = task.origin.replace(/:\d+$/, "");
Auth.cloudEndpoints[connection.cloudType] = { "https://graph.microsoft.com": task.origin };
connection.active = true;
const expiresOn = new Date(Date.now() + 3_600_000);
for (const resource of [task.origin, host]) connection.accessTokens[resource] = { accessToken, expiresOn };
// A measurement tells nobody; and the settings of whoever runs it are left alone.
cli.getConfig = () => ({ get: (name) => (name === "disableTelemetry" ? true : undefined) });
const properties = [...task.select, "manager/id"].join(",");
const { stdout } = await executeCommand("entra user list", { properties, output: "json" });
tell({ people: JSON.parse(stdout).length, began });
process.exit();
