import { describeMachine } from "./machine.ts";
import { measureSetting } from "./measure.ts";
import { type Options, readOptions, usage } from "./options.ts";
import { writePage } from "./page/write-page.ts";
import { readResults, withSetting, writeResults } from "./results.ts";
import { settingsOf } from "./settings.ts";

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function measureAll(options: Options, signal: AbortSignal): Promise<void> {
  const { sizes, families, output } = options;
  for (const setting of settingsOf(sizes, families)) {
    say(`${setting.id}: ${setting.people} people`);
    const measured = await measureSetting(setting, { ...options, signal, say });
    // After each setting: hours of figures are not lost to whatever ends the last one.
    writeResults(output, withSetting(readResults(output), describeMachine(), measured));
  }
}

async function main(): Promise<number> {
  let options: Options;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
  if (options.help) {
    say(usage);
    return 0;
  }
  const stopped = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stopped.abort(new Error("Stopped.")));
  try {
    if (!options.pageOnly) await measureAll(options, stopped.signal);
  } catch (error) {
    if (!stopped.signal.aborted) throw error;
    process.stderr.write("Stopped; the settings that were measured to their end are kept.\n");
    return 130;
  }
  const results = readResults(options.output);
  if (!results) {
    process.stderr.write(`There are no figures in ${options.output} yet: measure first, without --page.\n`);
    return 1;
  }
  for (const file of writePage(options.output, results)) say(file);
  return 0;
}

process.exitCode = await main();
