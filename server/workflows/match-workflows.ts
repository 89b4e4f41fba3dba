import type { Workflow } from "./contract.ts";

/** What a normalised event is matched by. `intent` is intake's, or empty where it made none. */
export type Matchable = { type: string; intent: string };

/** The workflows whose trigger takes an event: by its type and, where the trigger names intents, by intake's intent. */
export function matchWorkflows(workflows: readonly Workflow[], event: Matchable): Workflow[] {
  return workflows.filter(
    ({ trigger }) =>
      trigger.types.includes(event.type) && (trigger.intents.length === 0 || trigger.intents.includes(event.intent)),
  );
}
