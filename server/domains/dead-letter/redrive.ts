import { z } from "zod";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import { retryEvent } from "#server/domains/event/index.ts";
import { retryRun } from "#server/domains/run/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import type { RedrivenLetter } from "./schema.ts";

const mostAtOnce = 100;
const steering = { access: ["operator", "api_key"], scope: "runs:write" } as const;

/**
 * An open letter, held until this transaction ends: of two devices one has it.
 * @throws AppError not_found; conflict when it was redriven or dropped already
 */
async function holdOpen({ tx }: CommandScope, id: string) {
  await tx.$queryRaw`select 1 from dead_letter where id = ${id}::uuid for update`;
  const letter = await tx.deadLetter.findUnique({ where: { id } });
  if (!letter) throw new AppError("not_found", "There is no such dead letter");
  if (letter.status !== "open") throw new AppError("conflict", `It was ${letter.status} already`);
  return letter;
}

async function close(
  { tx, context, changed }: CommandScope,
  id: string,
  status: "redriven" | "dropped",
): Promise<void> {
  await tx.deadLetter.update({ where: { id }, data: { status, closedAt: context.clock.now() } });
  changed({ topic: "supervision", id });
}

/** Lets the relay try a message again, as if it had never been refused. */
async function resend(scope: CommandScope, id: string): Promise<void> {
  const data = { deadAt: null, retryAt: null, attempts: 0, lastError: null };
  await scope.tx.outboxEntry.updateMany({ where: { id, sentAt: null }, data });
}

async function redrive(scope: CommandScope, id: string): Promise<void> {
  const { kind, subjectId } = await holdOpen(scope, id);
  // what refuses does so before it writes anything: the letter stays open
  if (kind === "event") await retryEvent.within(scope, { eventId: subjectId });
  else if (kind === "run") await retryRun.within(scope, { id: subjectId });
  else await resend(scope, subjectId);
  await close(scope, id, "redriven");
  await scope.audit({ subject: { kind: "dead-letter", id }, data: { kind, subjectId } });
}

/**
 * Does once more what a dead letter is about: reads the event again, tries the run again from its failed step, sends the
 * message again.
 * @throws AppError not_found; conflict when it was redriven or dropped, or its subject cannot be tried again any more
 */
export const redriveDeadLetter = defineCommand({
  name: "deadLetter.redrive",
  input: z.object({ id: z.uuid() }),
  ...steering,
  run: async (scope, { id }): Promise<{ id: string }> => {
    await redrive(scope, id);
    return { id };
  },
});

/** The same for many: those that are named, or the oldest open ones. One that cannot be redriven says why and stays. */
export const bulkRedriveDeadLetters = defineCommand({
  name: "deadLetter.bulkRedrive",
  input: z.object({ ids: z.array(z.uuid()).min(1).max(mostAtOnce).optional() }),
  ...steering,
  run: async (scope, { ids }): Promise<{ letters: RedrivenLetter[]; redriven: number; left: number }> => {
    const { tx } = scope;
    const open = { where: { status: "open" }, orderBy: [{ createdAt: "asc" as const }, { id: "asc" as const }] };
    const found =
      ids ?? (await tx.deadLetter.findMany({ ...open, select: { id: true }, take: mostAtOnce })).map(({ id }) => id);
    const letters: RedrivenLetter[] = [];
    for (const id of new Set(found)) {
      try {
        await redrive(scope, id);
        letters.push({ id, redriven: true });
      } catch (error) {
        if (!(error instanceof AppError) || error.code === "internal") throw error;
        letters.push({ id, redriven: false, code: error.code, message: error.message });
      }
    }
    const left = await tx.deadLetter.count({ where: { status: "open" } });
    return { letters, redriven: letters.filter((letter) => letter.redriven).length, left };
  },
});

/**
 * Gives up on what a dead letter is about, with the operator's reason. Nothing of it is deleted.
 * @throws AppError not_found; conflict when it was redriven or dropped already
 */
export const dropDeadLetter = defineCommand({
  name: "deadLetter.drop",
  input: z.object({ id: z.uuid(), reason: z.string().trim().min(1).max(500) }),
  ...steering,
  run: async (scope, { id, reason }): Promise<{ id: string }> => {
    const { kind, subjectId } = await holdOpen(scope, id);
    await close(scope, id, "dropped");
    await scope.audit({ subject: { kind: "dead-letter", id }, reason, data: { kind, subjectId } });
    return { id };
  },
});
