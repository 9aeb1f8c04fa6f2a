import { setFlagsFromString } from "node:v8";

/**
 * Keeps what a run occupies near what it needs. V8 sizes its heap by the machine: with 24 GB it let 300 MB of pages that
 * were long dealt with lie about before it looked for them, where 30 are alive. Looking more often costs a run of 100,000
 * people a second of processor time at most, beside a database that has better use for the memory.
 *
 * By flags and not by `node --max-old-space-size`, which would have to be given by everyone who starts it, and which ends
 * the process where it is too small.
 */
setFlagsFromString("--heap-growing-percent=40");
setFlagsFromString("--semi-space-growth-factor=1");
// The query compiler is a few megabytes of WebAssembly, of which a run uses a small part: compiled as it is called.
setFlagsFromString("--wasm-lazy-compilation");
