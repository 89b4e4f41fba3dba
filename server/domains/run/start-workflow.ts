import { z } from "zod";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import { currentDefinitionsWithin, offWords } from "#server/domains/workflow/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { newId } from "#server/kernel/ids.ts";
import { storableJson } from "#server/kernel/json-text.ts";
import { checkedInput } from "./checked-input.ts";
import { requestRun } from "./request-run.ts";
import { steering } from "./run-controls.ts";

type From = "manual" | "api" | "schedule";

const startedBy: Readonly<Record<From, string>> = {
  manual: "by hand",
  api: "through the API",
  schedule: "by a schedule",
};

type Start = {
  source: string;
  externalId: string;
  from: From;
  input: Record<string, unknown>;
  contactId: string | null;
};

/** The event that stands for the start: it needs no intake, so it is done when it is written. */
async function recordStart({ tx, context, audit }: CommandScope, start: Start): Promise<string> {
  const { workspaceId } = context;
  const { source, externalId, from, input, contactId } = start;
  const now = context.clock.now();
  const json = storableJson(input);
  const id = newId();
  const made = await tx.event.createMany({
    data: [
      {
        ...{ id, workspaceId, source, externalId, contactId },
        type: "workflow.start",
        kind: from,
        contentType: "application/json",
        raw: Buffer.from(json),
        payload: JSON.parse(json),
        taint: from === "api" ? "outside" : "operator",
        status: "normalised",
        occurredAt: now,
        receivedAt: now,
        finishedAt: now,
      },
    ],
    skipDuplicates: true,
  });
  if (made.count === 1) {
    await audit({ subject: { kind: "event", id }, data: { type: "workflow.start", from, source } });
    return id;
  }
  const key = { workspaceId, source, externalId };
  const event = await tx.event.findUniqueOrThrow({
    where: { workspaceId_source_externalId: key },
    select: { id: true },
  });
  return event.id;
}

/**
 * Starts a workflow by hand, through the API or by a schedule: the event that stands for the start, and its run, in one
 * transaction. Once per `source` and `externalId`: a repeat finds the run that is there.
 * @throws AppError not_found; invalid, naming the fields of the input that are wrong; precondition where the workflow is
 * switched off or is not started this way
 */
export const startWorkflow = defineCommand({
  name: "run.startWorkflow",
  input: z.object({
    workflow: z.string().max(100),
    input: z.record(z.string().max(100), z.json()).default({}),
    from: z.enum(["manual", "api", "schedule"]),
    /** who starts it: `schedule:<id>`; by default the operator or the API */
    source: z.string().min(1).max(255).optional(),
    /** the slot's time, the caller's idempotency key; a fresh one by default */
    externalId: z.string().min(1).max(255).optional(),
  }),
  ...steering,
  run: async (scope, request): Promise<{ runId: string; eventId: string; created: boolean }> => {
    const { workflow, from } = request;
    const current = (await currentDefinitionsWithin(scope)).find((entry) => entry.workflow === workflow);
    if (!current) throw new AppError("not_found", "There is no such workflow");
    const { definition, version, enabled, stage } = current;
    if (!enabled) throw new AppError("precondition", `${definition.name} is ${offWords(stage)}`);
    if (!definition.triggers.some((trigger) => trigger.on === from)) {
      throw new AppError("precondition", `${definition.name} is not started ${startedBy[from]}`);
    }
    const input = await checkedInput(scope.tx, definition.input, request.input);
    const subject = definition.input.find((field) => field.type === "contact" && input[field.name]);
    const contactId = subject ? String(input[subject.name]) : null;
    // the API's keys for starts are apart from those for events
    const source = request.source ?? (from === "manual" ? "operator" : `start:${from}`);
    const eventId = await recordStart(scope, {
      source,
      externalId: request.externalId ?? newId(),
      from,
      input,
      contactId,
    });
    const run = { eventId, workflow, workflowVersion: version, label: definition.name, contactId };
    const facts = { ...run, origin: from, shadow: stage === "shadow" };
    const { runId, created } = await requestRun.within(scope, { ...facts, input });
    return { runId, eventId, created };
  },
});
