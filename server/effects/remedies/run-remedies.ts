import { replayRun, retryRun } from "#server/domains/run/index.ts";
import { compensateRun } from "../compensate-run.ts";
import { canCompensate, type Remedy } from "./remedy.ts";

const count = (many: number, one: string) => (many === 1 ? `1 ${one}` : `${many} ${one}s`);

/** Goes on where the run failed. Not once anything was taken back: what is kept would rest on what is gone. */
export const retry: Remedy = {
  name: "run.retry",
  offer: ({ run }) =>
    run?.status === "failed" && run.compensation === null
      ? [
          {
            id: "run.retry",
            label: "Try again",
            description: run.failedStep
              ? "Goes on with the run from the step that failed. What is done already is not repeated."
              : "Starts the run again. What is done already is not repeated.",
          },
        ]
      : [],
  apply: async (scope, { facts }) => {
    if (facts.run) await retryRun.within(scope, { id: facts.run.id });
    return {};
  },
};

/** Repeats the whole run. Only where nothing of it stands, so that nothing can happen twice. */
export const replay: Remedy = {
  name: "run.replay",
  offer: ({ run, effects }) => {
    const over = run?.status === "failed" || run?.status === "cancelled";
    const clear = effects.every((effect) => effect.standing === "reversed");
    return over && run.firstStep && run.compensation !== "under-way" && effects.length > 0 && clear
      ? [
          {
            id: "run.replay",
            label: "Start it over",
            description: "Repeats the run from its first step as a new run. Everything is proposed anew.",
          },
        ]
      : [];
  },
  apply: async (scope, { facts: { run } }) => {
    if (run?.firstStep) await replayRun.within(scope, { id: run.id, from: run.firstStep });
    return {};
  },
};

/** Takes back what the run did. */
export const compensate: Remedy = {
  name: "run.compensate",
  offer: (facts) => {
    if (!canCompensate(facts)) return [];
    const standing = facts.effects.filter((effect) => effect.standing === "stands");
    const back = standing.filter((effect) => effect.reversible).length;
    const not = standing.length - back;
    const again = facts.run?.compensation === "partly";
    return [
      {
        id: "run.compensate",
        label: again ? "Take back the rest" : "Take back what was done",
        description: `Reverses ${count(back, "effect")}, the newest first.${not ? ` ${count(not, "effect")} cannot be taken back.` : ""}`,
      },
    ];
  },
  apply: async (scope, { facts, note }) => {
    const because = note ?? "You asked for it";
    if (facts.run) await compensateRun.within(scope, { id: facts.run.id, because, anyEnd: true });
    return {};
  },
};
