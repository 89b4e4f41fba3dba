import type { Context } from "#server/kernel/context.ts";

/** The statuses of a run that is not over. */
export const openStatuses = ["queued", "running", "waiting"];

/** Who steers a run. */
export const steering = { access: ["operator", "api_key", "system"], scope: "runs:write" } as const;

/** Who did it, for the run's log: the timeline tells it from there. */
export function byOf({ actor }: Context): { by: string; byKind: string } {
  return { byKind: actor.kind, by: actor.kind === "operator" ? actor.name : actor.id };
}

const ends: Readonly<Record<string, string>> = {
  succeeded: "It is finished",
  failed: "It has failed",
  cancelled: "It was cancelled",
};

/** How a run stands, for a refusal that says why: "It has failed". */
export function standingWords(status: string): string {
  return ends[status] ?? "It is still going on";
}
