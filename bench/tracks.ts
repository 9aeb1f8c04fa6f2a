import { join } from "node:path";
import { measureReader } from "./reader.ts";
import type { Outcome } from "./results.ts";
import { type Installation, type Place, removeFolder, startInstallation } from "./rollcall.ts";
import type { Setting } from "./settings.ts";
import type { SubjectName } from "./subjects.ts";
import type { BenchTenant } from "./tenant.ts";

export type Ground = {
  setting: Setting;
  tenant: BenchTenant;
  /** Holds everything that is written; other accounts may enter it. */
  folder: string;
  signal: AbortSignal;
};

export type Keep = (subject: SubjectName, outcome: Outcome) => void;

/** What is measured in one go, because the later steps need what the earlier ones left. */
export type Track = {
  subjects: readonly SubjectName[];
  perform(wanted: ReadonlySet<SubjectName>, keep: Keep): Promise<void>;
};

/** Programs that keep nothing, and Rollcall's runs that change nothing in the directory: in any order, any number of times. */
export function tracksOf(ground: Ground, { smallGroup }: { smallGroup: string }): Track[] {
  const { setting, tenant, folder, signal } = ground;
  const readers = (["floor-read", "backstage", "pnp", "naive"] as const).map((name): Track => {
    const part = name === "naive" ? setting.naivePart : undefined;
    return {
      subjects: [name],
      perform: async (_, keep) => keep(name, await measureReader(name, { tenant, folder, signal, part })),
    };
  });
  return [
    ...readers,
    { subjects: ["floor-copy"], perform: (_, keep) => copyFloor(ground, keep) },
    runs(place(ground, "directory"), { "first-load": [], unchanged: ["--full"], delta: [] }),
    runs(place(ground, "group"), { "group-first-load": [], "group-unchanged": ["--full"], "group-delta": [] }),
    runs({ ...place(ground, "small-group"), group: smallGroup }, { "small-group": [] }),
  ];
}

/** One installation of Rollcall for each scope of the directory. */
export function place({ tenant, folder, signal }: Ground, scope: "directory" | "group" | "small-group"): Place {
  return { folder: join(folder, scope), tenant, group: scope === "directory" ? "*" : tenant.address.groupName, signal };
}

async function copyFloor(ground: Ground, keep: Keep): Promise<void> {
  const { tenant, folder, signal } = ground;
  await withInstallation({ ...place(ground, "directory"), folder: join(folder, "floor") }, async ({ databaseUrl }) => {
    keep("floor-copy", await measureReader("floor-copy", { tenant, folder, signal, databaseUrl }));
  });
}

/** A fresh installation, then its runs in this order; the first that fails ends the track. */
function runs(at: Place, options: Partial<Record<SubjectName, readonly string[]>>): Track {
  const steps = Object.entries(options) as [SubjectName, readonly string[]][];
  return {
    subjects: steps.map(([subject]) => subject),
    perform: async (wanted, keep) => {
      removeFolder(at.folder);
      const last = steps.findLastIndex(([subject]) => wanted.has(subject));
      await withInstallation(at, async ({ sync }) => {
        for (const [subject, given] of steps.slice(0, last + 1)) {
          const outcome = await sync(given);
          if (wanted.has(subject)) keep(subject, outcome);
          if (outcome.state === "failed") return;
        }
      });
    },
  };
}

export async function withInstallation(at: Place, use: (installation: Installation) => Promise<void>): Promise<void> {
  const installation = await startInstallation(at);
  try {
    await use(installation);
  } finally {
    await installation.stop();
  }
}
