import { z } from "zod";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import { stableId } from "#server/kernel/ids.ts";
import { storableText } from "#server/kernel/json-text.ts";
import { deadLetterKindSchema } from "./schema.ts";

const input = z.object({
  kind: deadLetterKindSchema,
  subjectId: z.uuid(),
  title: z.string().min(1),
  reason: z.string(),
  attempts: z.int().min(0),
});

/** Writes a dead letter, once per subject: one that failed again after it was redriven is open again. */
async function bury(scope: CommandScope, letter: z.output<typeof input>): Promise<{ id: string }> {
  const { tx, context } = scope;
  const { workspaceId } = context;
  const { kind, subjectId, attempts } = letter;
  const id = stableId("dead-letter", workspaceId, kind, subjectId);
  const facts = {
    title: storableText(letter.title, 200),
    reason: storableText(letter.reason, 1_000),
    attempts,
    status: "open",
    createdAt: context.clock.now(),
    closedAt: null,
  };
  const made = await tx.deadLetter.createMany({
    data: [{ id, workspaceId, kind, subjectId, ...facts }],
    skipDuplicates: true,
  });
  if (made.count === 0) {
    const opened = await tx.deadLetter.updateMany({ where: { id, status: { not: "open" } }, data: facts });
    if (opened.count === 0) return { id };
  }
  await scope.audit({
    subject: { kind: "dead-letter", id },
    reason: facts.reason,
    data: { kind, subjectId, attempts },
  });
  scope.changed({ topic: "supervision", id });
  return { id };
}

/** Keeps what could not be done after all its tries. */
export const buryDeadLetter = defineCommand({ name: "deadLetter.bury", input, access: ["system"], run: bury });
