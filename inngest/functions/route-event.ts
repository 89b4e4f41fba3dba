import { requestRun } from "#server/domains/run/index.ts";
import { enabledWorkflows } from "#server/domains/workflow/index.ts";
import { matchWorkflows } from "#server/workflows/match-workflows.ts";
import { workflows } from "#server/workflows/meta.ts";
import { inngest } from "../client.ts";
import { eventNormalised } from "../events.ts";
import { functionContext } from "../steps/run-scope.ts";
import { stepError } from "../steps/step-error.ts";

/** Starts every enabled workflow whose trigger matches a normalised event; each once per event, for ever. */
export const routeEvent = inngest.createFunction(
  { id: "route-event", triggers: [{ event: eventNormalised }], retries: 8 },
  async ({ event, step }) => {
    const { workspaceId, eventId, type, intent } = event.data;
    const matched = matchWorkflows(workflows, { type, intent });
    if (matched.length === 0) return { runs: [] };
    const context = functionContext({ workspaceId, functionId: "route-event" });
    const runs = await step.run("route", async () => {
      const enabled = await enabledWorkflows.execute(context, {});
      const requested: string[] = [];
      let failure: unknown;
      for (const workflow of matched.filter(({ id }) => enabled.includes(id))) {
        const { id, version, name } = workflow;
        try {
          const input = { eventId, workflow: id, workflowVersion: version, label: name };
          const { runId } = await requestRun.execute(context, input);
          requested.push(runId);
        } catch (error) {
          // one that cannot start keeps no other from starting; those that are there are found when it is tried again
          failure ??= error;
        }
      }
      if (failure) throw stepError(failure);
      return requested;
    });
    return { runs };
  },
);
