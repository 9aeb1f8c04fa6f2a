import { runTenant } from "../tenant/main.ts";
import { endWithNpm } from "./end-with-npm.ts";
import { leave, survivePipes } from "./print.ts";

survivePipes();
endWithNpm();
await leave(await runTenant(process.argv.slice(2)));
