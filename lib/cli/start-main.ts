import { endWithNpm } from "./end-with-npm.ts";
import { leave, survivePipes } from "./print.ts";
import { refuse } from "./refusal.ts";
import { start } from "./start.ts";

const environment = process.env;
survivePipes();
endWithNpm();
await leave(await start({ environment }).catch((error: unknown) => refuse(error, { environment })));
