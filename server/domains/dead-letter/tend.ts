import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { buryDeadLetter } from "./bury.ts";
import { refusedMessages } from "./queries.ts";

/**
 * One round of tending: messages that nobody takes become dead letters, and letters whose subject went on by another way
 * (its review task, the Runs list, the API) are closed. Repeating it changes nothing.
 */
export const tendDeadLetters = defineCommand({
  name: "deadLetter.tend",
  input: z.object({ limit: z.int().min(1).max(200) }),
  access: ["system"],
  run: async (scope, { limit }): Promise<{ buried: number; closed: number }> => {
    const { tx, context } = scope;
    const refused = await refusedMessages(tx, limit);
    for (const { id, name, attempts, lastError } of refused) {
      const facts = { kind: "outbox" as const, subjectId: id, title: `A message was not taken: ${name}` };
      await buryDeadLetter.within(scope, { ...facts, reason: lastError ?? "It was refused", attempts });
      await tx.outboxEntry.updateMany({ where: { id, sentAt: null }, data: { deadAt: context.clock.now() } });
    }
    const closed = await tx.$executeRaw`
      update dead_letter d set status = 'redriven', closed_at = ${context.clock.now()}
      where d.status = 'open' and (
        (d.kind = 'run' and exists (select 1 from run r where r.id = d.subject_id::uuid and r.status <> 'failed'))
        or (d.kind = 'event' and exists (select 1 from event e where e.id = d.subject_id::uuid and e.status <> 'failed')))`;
    if (closed) scope.changed({ topic: "supervision", id: context.workspaceId });
    return { buried: refused.length, closed };
  },
});
