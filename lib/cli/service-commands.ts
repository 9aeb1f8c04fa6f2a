import { Argument, type Command } from "commander";
import type { Registration } from "./registration.ts";

type DatabaseAction = "start" | "stop" | "status";

/** The commands that keep the product running, as opposed to those that do its work. */
export function addServiceCommands(program: Command, { environment, perform }: Registration): void {
  program
    .command("migrate")
    .description("apply the migrations the database lacks")
    .action(() =>
      perform(async () => {
        const { migrateCommand } = await import("./database-command.ts");
        return migrateCommand({ environment });
      }),
    );
  program
    .command("worker")
    .description("work off queued runs and the schedule until told to stop")
    .action(() =>
      perform(async () => {
        const { workerCommand } = await import("./worker.ts");
        return workerCommand({ environment });
      }),
    );
  program
    .command("db")
    .description("the embedded PostgreSQL")
    .addArgument(new Argument("<action>", "what to do with it").choices(["start", "stop", "status"]))
    .action((action: DatabaseAction) =>
      perform(async () => {
        const { databaseCommand } = await import("./database-command.ts");
        return databaseCommand(action, { environment });
      }),
    );
  addTenantCommand(program, { perform });
}

function addTenantCommand(program: Command, { perform }: Pick<Registration, "perform">): void {
  program
    .command("tenant")
    .description("serve the demo tenant, a stand-in for Entra and Microsoft Graph")
    .argument("[options...]")
    // The demo tenant knows its options itself, and its own --help.
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action((argv: string[]) =>
      perform(async () => {
        const { runTenant } = await import("../tenant/main.ts");
        return runTenant(argv);
      }),
    );
}
