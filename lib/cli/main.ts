#!/usr/bin/env node
import "./small-heap.ts";
import { runCommandLine } from "./command-line.ts";
import { leave, survivePipes } from "./print.ts";

survivePipes();
await leave(await runCommandLine(process.argv.slice(2), { environment: process.env }));
