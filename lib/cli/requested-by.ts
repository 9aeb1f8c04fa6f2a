import { hostname, userInfo } from "node:os";

/** Who the ledger names for what this command line does: the account and the machine, for want of a sign-in. */
export function requestedBy(): string {
  return `${accountName()} on ${hostname()} (command line)`;
}

/** The same, as the audit log names it. */
export function commandLineActor(): { name: string } {
  return { name: requestedBy() };
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that no account has.
    return `user ${process.getuid?.() ?? "unknown"}`;
  }
}
