import type { Database } from "../db/database.ts";
import type { Prisma } from "../db/generated/client.ts";

/** The object id that stands for a number: as good as Graph's, and readable in a failing test. */
export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;
}

/** Writes people as a run would have left them; `number` becomes the object id. */
export async function writePeople(
  { prisma }: Pick<Database, "prisma">,
  people: ({ number: number } & Omit<Prisma.MicrosoftGraphUserCreateManyInput, "id">)[],
): Promise<void> {
  await prisma.microsoftGraphUser.createMany({
    data: people.map(({ number, ...properties }) => ({ id: idOf(number), ...properties })),
  });
}

/** Writes who supervises whom, with the display copy Graph would have given. */
export async function writeSupervisions(
  { prisma }: Pick<Database, "prisma">,
  supervisions: { person: number; supervisor: number; displayName?: string; type?: string }[],
): Promise<void> {
  await prisma.microsoftGraphUserSupervisor.createMany({
    data: supervisions.map(({ person, supervisor, displayName, type }) => ({
      userId: idOf(person),
      supervisorId: idOf(supervisor),
      supervisorDisplayName: displayName,
      ...(type === undefined ? {} : { supervisorType: type }),
    })),
  });
}

/** Writes lines of the history as a run does that found people in other groups than before. */
export async function writeMembershipLines(
  { prisma }: Pick<Database, "prisma">,
  lines: { runId: number; at: Date; userId: string; groupId: string; joined: boolean }[],
): Promise<void> {
  await prisma.microsoftGraphUserChange.createMany({
    data: lines.map(({ groupId, joined, ...line }) => ({
      ...line,
      kind: "membership",
      field: groupId,
      before: joined ? null : "member",
      after: joined ? "member" : null,
    })),
  });
}
