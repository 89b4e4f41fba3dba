import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import type { Prisma } from "#server/db/generated/client.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { intakeOutcomeSchema } from "#server/domains/event/schema.ts";
import { AppError } from "#server/kernel/errors.ts";
import { stableId } from "#server/kernel/ids.ts";
import { taints, worstOf } from "#server/kernel/taint.ts";
import { appendRunEntry } from "./append-run-entry.ts";
import { exposureOfEvent } from "./exposure.ts";

/** "New enquiry: Ana Duarte, “Website”", from what is known of the event. */
async function titleOf(
  tx: Transaction,
  facts: { label: string; eventId: string; contactId: string | null },
): Promise<string> {
  const { label, eventId, contactId } = facts;
  const contact = contactId ? await tx.contact.findUnique({ where: { id: contactId }, select: { name: true } }) : null;
  const message = await tx.message.findFirst({ where: { eventId }, select: { subject: true } });
  const subject = message?.subject.trim().slice(0, 100);
  const about = [contact?.name.slice(0, 100), subject ? `“${subject}”` : undefined].filter(Boolean).join(", ");
  return about ? `${label}: ${about}` : label;
}

/**
 * Starts a workflow for an event. Once per event, workflow and origin, for ever: a repeat finds the run that is there.
 * @throws AppError not_found when there is no such event
 */
export const requestRun = defineCommand({
  name: "run.request",
  input: z.object({
    eventId: z.uuid(),
    workflow: z.string(),
    workflowVersion: z.int(),
    /** what the operator calls the workflow: the title's beginning */
    label: z.string().max(100),
    /** what it is started with, by hand, by the API, by a schedule or by another run */
    input: z.record(z.string(), z.json()).default({}),
    /** see the column: event | manual | api | schedule | step:<run>:<path> */
    origin: z.string().max(400).default("event"),
    /** the run whose step starts this one */
    parentId: z.uuid().nullable().default(null),
    /** whom it is about, where the event names nobody */
    contactId: z.uuid().nullable().default(null),
    /** the label of what it is started with, beside the event's own */
    taint: z.enum(taints).default("operator"),
    /** nothing that it proposes has an effect: it is compared with what the operator does */
    shadow: z.boolean().default(false),
  }),
  access: ["system"],
  run: async ({ tx, context, audit, emit, changed }, input): Promise<{ runId: string; created: boolean }> => {
    const { workspaceId } = context;
    const event = await tx.event.findUnique({
      where: { id: input.eventId },
      select: { type: true, kind: true, contactId: true, taint: true, intake: true },
    });
    if (!event) throw new AppError("not_found", "There is no such event");
    const { label, input: given, taint, ...facts } = input;
    const contactId = event.contactId ?? facts.contactId;
    const title = await titleOf(tx, { label, eventId: input.eventId, contactId });
    const parts = facts.origin === "event" ? [] : [facts.origin];
    const runId = stableId("run", workspaceId, input.eventId, input.workflow, ...parts);
    const own = { id: runId, workspaceId, contactId, title, createdAt: context.clock.now() };
    const exposure = await exposureOfEvent(tx, { event, contactId });
    const labels = { privateData: exposure.privateData, taint: worstOf(exposure.taint, taint) };
    const row = { ...facts, ...own, ...labels, input: given as Prisma.InputJsonObject };
    const made = await tx.run.createMany({ data: [row], skipDuplicates: true });
    if (made.count === 0) return { runId, created: false };
    await appendRunEntry(
      { tx, context },
      {
        runId,
        key: "event.received",
        kind: "event.received",
        data: { eventId: input.eventId, type: event.type, channel: event.kind, taint: event.taint },
      },
    );
    // as intake read it when the run was asked for: a later correction changes the event, not this
    const { data: read } = intakeOutcomeSchema.safeParse(event.intake);
    if (read?.intent) {
      await appendRunEntry({ tx, context }, { runId, key: "event.understood", kind: "event.understood", data: read });
    }
    await audit({ subject: { kind: "run", id: runId }, data: { workflow: input.workflow, eventId: input.eventId } });
    await emit("run.requested", { workspaceId, runId, eventId: input.eventId, workflow: input.workflow });
    changed({ topic: "run", id: runId });
    return { runId, created: true };
  },
});
