import type { Aftermath } from "./aftermath.ts";
import { type Completion, completeSteps } from "./complete-steps.ts";
import type { Query } from "./database.ts";
import { throttledStart } from "./flow-control/throttle.ts";
import { insertEvents } from "./insert-events.ts";
import { insertPauses } from "./insert-pauses.ts";
import { newRun } from "./new-run.ts";
import { errorText } from "./outcome.ts";
import type { Planned } from "./plan-steps.ts";
import type { Runner } from "./runner-state.ts";
import { startRuns } from "./start-runs.ts";
import { createUlid } from "./ulid.ts";
import { arrivingEvent } from "./wire-event.ts";

type Invocation = { runner: Runner; query: Query; planned: Planned; now: Date; aftermath: Aftermath };

/** Starts the run that an invoke step asks for; an unknown function fails the step. */
export async function invokeFunction(options: Invocation): Promise<void> {
  const { runner, query, planned, now, aftermath } = options;
  const { runId, plan } = planned;
  const { functionId, data } = plan.invoke ?? { functionId: "", data: {} };
  const definition = runner.registry.byId.get(functionId);
  if (!definition) {
    const error = errorText("Error", `There is no function "${functionId}" to invoke`);
    const completion: Completion = { runId, result: { id: plan.id, name: plan.name, op: "invoke", data: null, error } };
    await completeSteps({ query, completions: [completion], now });
    return;
  }
  const arriving = arrivingEvent({
    id: createUlid(now.getTime()),
    sent: { name: "inngest/function.invoked", data },
    now,
  });
  await insertEvents(query, [arriving]);
  const startAt = await throttledStart({ query, definition, scope: { event: arriving.event }, now });
  const run = newRun({ definition, events: [arriving], now, startAt, parent: { runId, stepId: plan.id } });
  await startRuns(query, [run]);
  await insertPauses(query, [
    { run_id: runId, step_id: plan.id, kind: "invoke", due_at: plan.dueAt, child_run_id: run.id },
  ]);
  for (const pause of run.pauses) if (pause.due_at) aftermath.dueAt.push(new Date(pause.due_at));
}
