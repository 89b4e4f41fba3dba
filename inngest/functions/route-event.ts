import { factsOfEvent, requestRun } from "#server/domains/run/index.ts";
import { type CurrentDefinition, currentDefinitionsNow, getDefinition } from "#server/domains/workflow/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { log } from "#server/kernel/log.ts";
import { holds } from "#server/workflows/expressions/index.ts";
import { matchWorkflows } from "#server/workflows/match-workflows.ts";
import { inngest } from "../client.ts";
import { eventNormalised } from "../events.ts";
import { functionContext } from "../steps/run-scope.ts";
import { stepError } from "../steps/step-error.ts";

type Event = { eventId: string; type: string; intent: string };

/** Whether one of a trigger's conditions holds; one that cannot be evaluated for this event does not. */
function anyHolds(conditions: readonly string[], facts: Record<string, unknown>): boolean {
  return conditions.some((condition) => {
    try {
      return holds(condition, facts);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      log.info({ condition, message: error.message }, "a trigger's condition could not be evaluated");
      return false;
    }
  });
}

/** Drafts that are tried in shadow, each beside its published version. */
function trials(context: Context, current: readonly CurrentDefinition[]) {
  const tried = current.flatMap(({ workflow, trial, enabled, stage }) =>
    trial !== null && (enabled || stage === "draft") ? [{ workflow, version: trial }] : [],
  );
  return Promise.all(
    tried.map(async (own) => {
      const definition = await getDefinition.execute(context, own);
      return { ...own, definition, stage: "shadow" as const, origin: `trial:${-own.version}` };
    }),
  );
}

async function route(context: Context, { eventId, type, intent }: Event): Promise<string[]> {
  const current = await currentDefinitionsNow(context);
  const live = current.filter(({ enabled }) => enabled).map((own) => ({ ...own, origin: "event" }));
  const matched = matchWorkflows([...live, ...(await trials(context, current))], { type, intent });
  const asked = matched.some(({ when }) => when.length > 0);
  const facts = asked ? await factsOfEvent.execute(context, { eventId }) : null;
  const requested: string[] = [];
  for (const { workflow, version, definition, stage, origin, when } of matched) {
    if (facts && when.length > 0 && !anyHolds(when, facts)) continue;
    const shadow = stage === "shadow";
    const input = { eventId, workflow, workflowVersion: version, label: definition.name, shadow, origin };
    const { runId } = await requestRun.execute(context, input);
    requested.push(runId);
  }
  return requested;
}

/** Starts every enabled workflow whose trigger matches a normalised event; each once per event, for ever. */
export const routeEvent = inngest.createFunction(
  { id: "route-event", triggers: [{ event: eventNormalised }], retries: 8 },
  async ({ event, step }) => {
    const { workspaceId, eventId, type, intent } = event.data;
    const context = functionContext({ workspaceId, functionId: "route-event" });
    const runs = await step.run("route", () =>
      route(context, { eventId, type, intent }).catch((error: unknown) => {
        throw stepError(error);
      }),
    );
    return { runs };
  },
);
