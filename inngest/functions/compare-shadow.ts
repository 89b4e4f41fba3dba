import { cron } from "inngest";
import { compareShadow } from "#server/domains/shadow/index.ts";
import { inngest } from "../client.ts";
import { everyWorkspace } from "../steps/each-apart.ts";
import { functionContext } from "../steps/run-scope.ts";

const functionId = "compare-shadow";

/** Compares what was proposed in shadow with what the operator did, in every workspace. What it misses the next round finds. */
function compareAll(): Promise<{ workspaces: number; failed: number }> {
  return everyWorkspace(
    (workspaceId) => compareShadow.execute(functionContext({ workspaceId, functionId }), {}),
    "shadow proposals could not be compared",
  );
}

/** Every minute. */
export const compareShadows = inngest.createFunction(
  { id: functionId, triggers: [cron("* * * * *")], retries: 0, concurrency: 1 },
  async ({ step }) => step.run("compare", compareAll),
);
