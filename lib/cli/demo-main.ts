import { demo } from "./demo.ts";
import { leave, survivePipes } from "./print.ts";
import { refuse } from "./refusal.ts";

survivePipes();
await leave(await demo(process.argv.slice(2)).catch((error: unknown) => refuse(error, { environment: process.env })));
