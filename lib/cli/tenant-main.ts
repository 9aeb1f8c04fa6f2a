import { runTenant } from "../tenant/main.ts";
import { leave, survivePipes } from "./print.ts";

survivePipes();
await leave(await runTenant(process.argv.slice(2)));
