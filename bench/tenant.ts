import { spawn } from "node:child_process";
import { once } from "node:events";
import { totalmem } from "node:os";
import { join } from "node:path";
import { checkout } from "./machine.ts";
import type { Setting } from "./settings.ts";

export type TenantAddress = {
  origin: string;
  tenantId: string;
  clientId: string;
  clientSecret: string;
  groupName: string;
};

export type RequestCounts = { requests: number; batched: number };

export type BenchTenant = {
  address: TenantAddress;
  counts(): Promise<RequestCounts>;
  /** Makes 100 changes that no earlier call made: job titles of 80 people, supervisors of 20. */
  change(): Promise<void>;
  /** Makes a group of the first `size` people. @returns its name */
  plantGroup(size: number): Promise<string>;
  close(): Promise<void>;
};

/** The demo tenant of a setting in a process of its own; it ends with this one. */
export async function openTenant({ people, expandPageLimit, latency }: Setting): Promise<BenchTenant> {
  const program = (name: string) => join(checkout, "dist", "cli", name);
  const options = {
    people,
    consent: "granted",
    "expand-page-limit": expandPageLimit,
    // As much as the machine can spare: what is measured is the reader, not how long a stand-in takes to make a page.
    "keep-answers": Math.floor(totalmem() / 4 / 1024 ** 2),
    latency: latency.requestMs,
    "latency-per-item": latency.itemMs,
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(process.execPath, ["--import", program("end-with-parent.mjs"), program("tenant.mjs"), ...args], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once("data", (chunk: Buffer) => resolve(chunk.toString()));
    child.once("exit", (code) => reject(new Error(`The demo tenant ended with ${code}.`)));
  });
  const address: TenantAddress = JSON.parse(line);
  const perform = (action: string, given: object) => act(address, { action, ...given });
  let changed = 0;
  return {
    address,
    counts: async () => (await (await fetch(`${address.origin}/_tenant/request-counts`)).json()) as RequestCounts,
    async change() {
      const ids = await firstPeople(address);
      changed += 1;
      const [boss = ""] = ids.slice(changed);
      for (const id of ids.slice(100, 180))
        await perform("updateUser", { id, changes: { jobTitle: `Title ${changed}` } });
      for (const id of ids.slice(200, 220)) await perform("setManager", { id, managerId: boss });
    },
    async plantGroup(size) {
      const displayName = "Bench Group";
      const { result } = await perform("addGroup", { group: { displayName } });
      const groupId = (result as { id: string }).id;
      for (const objectId of (await firstPeople(address)).slice(0, size))
        await perform("addMember", { groupId, objectId });
      return displayName;
    },
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}

async function act({ origin }: TenantAddress, command: object): Promise<{ result: unknown }> {
  const response = await fetch(`${origin}/_tenant/control`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(command),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`The demo tenant refused: ${JSON.stringify(answer)}`);
  return answer as { result: unknown };
}

async function firstPeople({ origin, tenantId, clientId, clientSecret }: TenantAddress): Promise<string[]> {
  const form = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
  const granted = await fetch(`${origin}/${tenantId}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({ ...form, scope: "https://graph.microsoft.com/.default" }),
  });
  const { access_token } = (await granted.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${access_token}` };
  const response = await fetch(`${origin}/v1.0/users?$select=id&$top=999`, { headers });
  const { value } = (await response.json()) as { value: { id: string }[] };
  return value.map(({ id }) => id);
}
