import { InvalidArgumentError } from "commander";
import type { RemovalGuard } from "../config/config.ts";
import type { Environment } from "../config/environment.ts";
import { parseRemovalGuard } from "../config/removal-guard.ts";

/** What a command is registered with: where it reads its settings from, and who turns its end into an exit status. */
export type Registration = {
  environment: Environment;
  /** Its result is the exit status. */
  perform(action: () => Promise<number>): Promise<void>;
};

/** For options and arguments that take a whole number above zero. */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("It must be a whole number above 0.");
  return Number(text);
}

/** For an option that takes a share and a number of people. */
export function removalGuard(text: string): RemovalGuard {
  const guard = parseRemovalGuard(text);
  if (!guard) throw new InvalidArgumentError("It must be a share and a number of people, such as 30%,10.");
  return guard;
}
