import { z } from "zod";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import { recordContact } from "#server/domains/contact/index.ts";
import { recordFiles } from "#server/domains/file/index.ts";
import { keptFileSchema } from "#server/domains/file/schema.ts";
import { recordMessage } from "#server/domains/message/index.ts";
import type { CanonicalEvent } from "#server/kernel/canonical-event.ts";
import { AppError } from "#server/kernel/errors.ts";
import { storableJson, storableText } from "#server/kernel/json-text.ts";
import { type EventFacts, type EventRecords, factsFrom } from "./facts.ts";
import { recordMoney } from "./record-money.ts";
import { intakeOutcomeSchema } from "./schema.ts";

const isCanonical = (value: unknown) => typeof value === "object" && value !== null && "type" in value;

type LockedEvent = {
  id: string;
  type: string;
  status: string;
  taint: string;
  intake: unknown;
  occurredAt: Date | null;
  receivedAt: Date;
};

/** Locks the event's row and reads what is needed of it: not its raw body. */
async function lockEvent(tx: CommandScope["tx"], id: string): Promise<LockedEvent> {
  const [event] = await tx.$queryRaw<LockedEvent[]>`/* lock_event */
    select id, type, status, taint, intake, occurred_at as "occurredAt", received_at as "receivedAt"
    from event where id = ${id}::uuid for update`;
  if (!event) throw new AppError("not_found", "There is no such event");
  return event;
}

async function writeRecords(
  scope: CommandScope,
  event: LockedEvent,
  canonical: CanonicalEvent,
): Promise<EventRecords & { notes: string[]; repeated: boolean }> {
  const contact = canonical.contact ? await recordContact(scope, { ...canonical.contact, taint: event.taint }) : null;
  const money = await recordMoney(scope, { event, canonical, contactId: contact?.id ?? null });
  const contactId = contact?.id ?? money.contactId;
  const { message } = canonical;
  const { id: eventId, taint, receivedAt } = event;
  const messageId = message ? await recordMessage(scope, { message, eventId, contactId, taint, receivedAt }) : null;
  return { ...money, contactId, messageId };
}

/**
 * Writes what a received event means: contact, message, invoice, payment, files, the event's status and `event.normalised`,
 * all in one transaction. A second call finds it done and changes nothing.
 * @returns what workflows need to know of the event
 * @throws AppError not_found
 */
export const normaliseEvent = defineCommand({
  name: "event.normalise",
  input: z.object({
    eventId: z.uuid(),
    canonical: z.custom<CanonicalEvent>(isCanonical, "must be a canonical event"),
    intake: intakeOutcomeSchema,
    /** the files that came with it, once their bytes are kept */
    files: z.array(keptFileSchema).default([]),
  }),
  access: ["system", "agent", "connection", "operator"],
  run: async (scope, { eventId, canonical, intake, files }): Promise<EventFacts> => {
    const { tx, context } = scope;
    const event = await lockEvent(tx, eventId);
    if (event.status === "normalised" || event.status === "filed") return factsFrom(event);
    const { notes, repeated, ...records } = canonical.filed
      ? { notes: [], repeated: false, contactId: null, messageId: null, invoiceId: null, paymentId: null }
      : await writeRecords(scope, event, canonical);
    await recordFiles.within(scope, { eventId, files });
    const status = canonical.filed || repeated ? "filed" : "normalised";
    const note = [canonical.note, ...notes].filter(Boolean).join(". ");
    const row = {
      type: canonical.type,
      status,
      note: note ? storableText(note, 1000) : null,
      contactId: records.contactId,
      intake: JSON.parse(storableJson({ ...intake, records })),
      occurredAt: event.occurredAt ?? canonical.occurredAt,
      finishedAt: context.clock.now(),
    };
    await tx.event.update({ where: { id: eventId }, data: row, select: { id: true } });
    const { intent, confidence, method } = intake;
    await scope.audit({
      subject: { kind: "event", id: eventId },
      data: JSON.parse(storableJson({ type: row.type, status, intent, confidence, method, ...records })),
    });
    if (status === "normalised") {
      const { contactId, invoiceId } = records;
      const { workspaceId } = context;
      await scope.emit("event.normalised", { workspaceId, eventId, type: row.type, intent, contactId, invoiceId });
    }
    scope.changed({ topic: "event", id: eventId });
    return factsFrom({ ...event, ...row });
  },
});
