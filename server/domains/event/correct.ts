import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError, invalidField } from "#server/kernel/errors.ts";
import { newId } from "#server/kernel/ids.ts";
import { type EventFacts, factsFrom } from "./facts.ts";
import { intakeOutcomeSchema, messageIntents } from "./schema.ts";

const longestExample = 4_000;

/**
 * The operator says what a message wants. Kept as an example, so that the next like message is taken right; the workflow
 * for this intent starts, as if intake had known. The same correction twice changes nothing.
 * @throws AppError not_found; precondition when the event carries no message
 */
export const correctEvent = defineCommand({
  name: "event.correct",
  input: z.object({ id: z.uuid(), intent: z.string() }),
  access: ["operator"],
  run: async ({ tx, context, audit, emit, changed }, { id, intent }): Promise<EventFacts> => {
    if (!messageIntents.includes(intent)) throw invalidField("intent", "is not one that intake knows");
    await tx.$queryRaw`select 1 from event where id = ${id}::uuid for update`;
    const event = await tx.event.findUnique({ where: { id }, omit: { raw: true, payload: true } });
    if (!event) throw new AppError("not_found", "There is no such event");
    const message = await tx.message.findFirst({ where: { eventId: id }, select: { subject: true, body: true } });
    const before = intakeOutcomeSchema.loose().safeParse(event.intake).data;
    if (!message || !before) throw new AppError("precondition", "Only a message's intent can be corrected");
    if (before.intent === intent && before.method === byOperator) return factsFrom(event);
    const text = `${message.subject}\n${message.body}`.trim().slice(0, longestExample);
    const now = context.clock.now();
    const { workspaceId } = context;
    await tx.intakeExample.upsert({
      where: { workspaceId_eventId: { workspaceId, eventId: id } },
      create: { id: newId(), workspaceId, eventId: id, text, intent, createdAt: now },
      update: { text, intent, createdAt: now },
    });
    const alternatives = [{ intent: before.intent, confidence: before.confidence }].filter(
      (was) => was.intent !== intent,
    );
    const outcome = { ...before, intent, confidence: 1, method: byOperator, alternatives };
    const updated = { ...event, status: "normalised", intake: outcome };
    await tx.event.update({
      where: { id },
      data: { status: "normalised", intake: JSON.parse(JSON.stringify(outcome)) },
    });
    await audit({ subject: { kind: "event", id }, data: { before: before.intent, after: intent, was: before.method } });
    if (before.intent !== intent)
      await emit("event.normalised", { workspaceId, eventId: id, type: event.type, intent });
    changed({ topic: "event", id });
    return factsFrom(updated);
  },
});

const byOperator = "you said so";
