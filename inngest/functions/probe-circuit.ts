import { probeCircuit as probe } from "#server/effects/index.ts";
import { inngest } from "../client.ts";
import { circuitOpened } from "../events.ts";
import { functionContext } from "../steps/run-scope.ts";

/**
 * Waits until an open circuit may be tried, and lets one of the held calls through. When that fails the circuit opens
 * anew, which starts this again. Should it be lost, the supervisor's round finds the circuit due.
 */
export const probeCircuit = inngest.createFunction(
  { id: "probe-circuit", triggers: [{ event: circuitOpened }], retries: 4 },
  async ({ event, step }) => {
    const { workspaceId, target, probeAt } = event.data;
    await step.sleepUntil("until-due", new Date(probeAt));
    const context = functionContext({ workspaceId, functionId: "probe-circuit" });
    return step.run("probe", () => probe({ context, target }));
  },
);
