import { setTimeout as delay } from "node:timers/promises";
import { loadSample } from "#server/domains/sample/index.ts";
import { workspaceIds } from "#server/domains/workspace/index.ts";
import { log } from "#server/kernel/log.ts";
import { functionContext } from "./steps/run-scope.ts";

const pauseMilliseconds = 1_000;

/**
 * For `npm start -- --sample`: loads the sample business into the first workspace, which on a fresh installation the
 * operator has yet to make. Ends once it is loaded, or with the process.
 */
export async function loadSampleWhenPossible(stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const [workspaceId] = await workspaceIds().catch(() => []);
    if (workspaceId) {
      try {
        const loaded = await loadSample.execute(functionContext({ workspaceId, functionId: "sample" }), {});
        log.info({ workspaceId, ...loaded }, "the sample business is loaded");
        return;
      } catch (error) {
        log.warn({ workspaceId, error }, "the sample business could not be loaded yet");
      }
    }
    await delay(pauseMilliseconds, undefined, { signal: stopping }).catch(() => undefined);
  }
}
