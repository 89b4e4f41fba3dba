import { retryEvent } from "#server/domains/event/index.ts";
import { appendRunEntry } from "#server/domains/run/index.ts";
import { createTask } from "#server/domains/task/index.ts";
import { stableId } from "#server/kernel/ids.ts";
import type { Remedy } from "./remedy.ts";

/** Reads an event once more. */
export const retryReading: Remedy = {
  name: "event.retry",
  offer: ({ event }) =>
    event?.status === "failed"
      ? [{ id: "event.retry", label: "Try again", description: "Reads the event once more" }]
      : [],
  apply: async (scope, { facts: { event } }) => {
    if (event) await retryEvent.within(scope, { eventId: event.id });
    return {};
  },
};

/** The operator has put right outside what could not be taken back. */
export const settledByHand: Remedy = {
  name: "settled.by-hand",
  offer: ({ run }) =>
    run?.compensation === "partly"
      ? [
          {
            id: "settled.by-hand",
            label: "I have put it right",
            description: "Records that you dealt with what stands outside Adjutant. Nothing else changes.",
          },
        ]
      : [],
  apply: async (scope, { facts: { run, effects, escalation }, note }) => {
    if (!run) return {};
    await scope.tx.run.updateMany({ where: { id: run.id, compensation: "partly" }, data: { compensation: "done" } });
    const stands = effects.filter((effect) => effect.standing !== "reversed").map(({ title }) => title);
    const settled = await scope.tx.runEntry.count({ where: { runId: run.id, kind: "run.compensated" } });
    await appendRunEntry(scope, {
      runId: run.id,
      key: `run.settled:${escalation.id}:${settled}`,
      kind: "run.compensated",
      data: { compensation: "done", byHand: true, stands, note: note ?? null },
    });
    scope.changed({ topic: "run", id: run.id });
    return {};
  },
};

/** Puts it on the operator's list. */
export const makeTask: Remedy = {
  name: "run.task",
  offer: () => [{ id: "run.task", label: "Make it a task", description: "Puts it on your task list, due today" }],
  apply: async (scope, { facts: { escalation, contact }, note }) => {
    await createTask.within(scope, {
      title: escalation.title.slice(0, 200),
      note: [note, escalation.happened].filter(Boolean).join("\n\n").slice(0, 4_000),
      dueAt: scope.context.clock.now(),
      // reopened and chosen again, it finds the task that is there
      effectId: stableId("escalation-task", escalation.id),
      ...(contact ? { contactId: contact.id } : {}),
    });
    return {};
  },
};

/** Closes the review task. */
export const dismiss: Remedy = {
  name: "dismiss",
  offer: ({ effect }) =>
    effect?.status === "unknown" || effect?.status === "failed"
      ? []
      : [{ id: "dismiss", label: "Leave it", description: "Closes this review task and changes nothing else" }],
  apply: async () => ({}),
};
