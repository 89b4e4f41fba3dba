import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { type EventFacts, readEventFacts } from "./event-facts.ts";
import { exposureOfEvent, noteExposure } from "./exposure.ts";
import { lastStepEntry } from "./remembered.ts";
import { openStatuses } from "./run-controls.ts";
import { startRun } from "./start-run.ts";

/** A run as a function run takes it up: what its steps work on, read once. */
export type TakenUp = {
  workflow: string;
  version: number;
  /** 0 for the first try */
  tries: number;
  paused: boolean;
  /** nothing of it may have an effect or reach the operator */
  shadow: boolean;
  /** the place in the log up to which earlier steps are remembered; null when there are none */
  upTo: string | null;
  facts: EventFacts & { input: Record<string, unknown>; run: { id: string; workflow: string; startedAt: string } };
};

/**
 * Takes a run up and reads what its expressions see.
 * @returns null where the run is over or another function run has it
 * @throws AppError not_found
 */
export const takeUpRun = defineCommand({
  name: "run.takeUp",
  input: z.object({ runId: z.uuid(), functionRunId: z.string() }),
  access: ["system"],
  run: async (scope, { runId, functionRunId }): Promise<TakenUp | null> => {
    const { tx, context } = scope;
    const { mine } = await startRun.within(scope, { runId, functionRunId });
    if (!mine) return null;
    const run = await tx.run.findUniqueOrThrow({ where: { id: runId } });
    const { workflow, workflowVersion: version, tries, pausedAt, shadow, eventId, contactId } = run;
    const startedAt = (run.startedAt ?? context.clock.now()).toISOString();
    const facts = await readEventFacts({ tx, context }, { eventId, contactId });
    // the records may say more than when the run was asked for
    const asRead = { event: { taint: String(facts.event.taint), type: String(facts.event.type) }, contactId };
    await noteExposure.within(scope, { runId, ...(await exposureOfEvent(tx, asRead)) });
    return {
      workflow,
      version,
      tries,
      shadow,
      paused: pausedAt !== null,
      upTo: await lastStepEntry(tx, runId),
      facts: {
        ...facts,
        input: (run.input ?? {}) as Record<string, unknown>,
        run: { id: runId, workflow, startedAt },
      },
    };
  },
});

/**
 * Leaves a run for another function run to go on with: one of them may only take so many steps. What was done is
 * remembered from the log.
 */
export const handRunOn = defineCommand({
  name: "run.handOn",
  input: z.object({ runId: z.uuid(), functionRunId: z.string() }),
  access: ["system"],
  run: async ({ tx, context, emit }, { runId, functionRunId }): Promise<{ handedOn: boolean }> => {
    const run = await tx.run.findUniqueOrThrow({ where: { id: runId } });
    const left = await tx.run.updateMany({
      where: { id: runId, functionRunId, status: { in: openStatuses } },
      data: { functionRunId: null, status: "queued" },
    });
    if (left.count === 0) return { handedOn: false };
    const { workspaceId } = context;
    await emit("run.requested", { workspaceId, runId, eventId: run.eventId, workflow: run.workflow });
    return { handedOn: true };
  },
});

/** What a run answers to whoever waits for it; the run goes on. The last answer counts. */
export const answerFromRun = defineCommand({
  name: "run.answer",
  input: z.object({ runId: z.uuid(), value: z.json() }),
  access: ["system"],
  run: async ({ tx, changed }, { runId, value }): Promise<{ answered: true }> => {
    await tx.run.update({ where: { id: runId }, data: { answer: JSON.parse(JSON.stringify(value)) } });
    changed({ topic: "run", id: runId });
    return { answered: true };
  },
});
