import { buryDeadLetter } from "#server/domains/dead-letter/index.ts";
import { escalate } from "#server/domains/escalation/index.ts";
import { notify } from "#server/domains/notification/index.ts";
import { restartRun } from "#server/domains/run/index.ts";
import {
  type Decision,
  retryDecided,
  settleDecision,
  stopRun,
  supervisedKey,
  supervisedRun,
} from "#server/domains/supervision/index.ts";
import { compensateRun } from "#server/effects/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";

type OnRun = Decision & { runId: string };
/** Does what was decided and says what came of it. Each may be repeated after a crash: what is done is found done. */
type Remedy = (context: Context, decision: OnRun) => Promise<string>;

const titles: Readonly<Record<string, string>> = {
  failed: "Failed",
  "no-progress": "Makes no progress",
  stuck: "Stuck",
  looping: "Stopped: it went in a circle",
  "over-sla": "Late",
};

/** Hands the run to the operator, in the one review task that it has; what failed for good is also a dead letter. */
const handOver: Remedy = async (context, { runId, finding, because }) => {
  const run = await supervisedRun.execute(context, { runId });
  if (!run) return "The run is gone";
  if (run.shadow) return "It ran in shadow, so nobody is asked";
  const { failure } = run.facts;
  await escalate.execute(context, {
    key: `run:${runId}`,
    runId,
    title: `${titles[finding] ?? "Needs you"}: ${run.title}`.slice(0, 200),
    happened: (failure?.message ?? because).slice(0, 2_000),
    done: failure ? because : "",
    refresh: true,
  });
  if (run.facts.status === "failed") {
    const facts = { kind: "run", subjectId: runId, title: run.title, attempts: run.tries + 1 };
    await buryDeadLetter.execute(context, { ...facts, reason: `${failure?.message ?? ""} ${because}`.trim() });
  }
  return "A review task is open";
};

const remedies: Readonly<Record<string, Remedy>> = {
  retry: async (context, { runId, at }) => {
    const { retried } = await retryDecided.execute(context, { runId, decidedAt: at });
    return retried ? "It was tried again" : "It had gone on already";
  },
  restart: async (context, { runId, id }) => {
    const { restarted } = await restartRun.execute(context, { id: runId, since: supervisedKey(id) });
    return restarted ? "It was taken up again from where it stood" : "It had gone on already";
  },
  compensate: async (context, { runId, because }) => {
    await compensateRun.execute(context, { id: runId, because: because.slice(0, 500) });
    return "What it did is being taken back";
  },
  stop: async (context, decision) => {
    await stopRun.execute(context, { runId: decision.runId, because: decision.because });
    await handOver(context, decision);
    return "It was stopped, and a review task is open";
  },
  escalate: handOver,
  notify: async (context, { id, runId, because }) => {
    await notify.execute(context, { key: `supervision:${id}`, runId, title: "Later than promised", text: because });
    return "You were told";
  },
};

/** Carries out a decision of the supervisor and writes what came of it. Safe to repeat. */
export async function carryOutRemedy(context: Context, decision: Decision): Promise<string> {
  const { id, runId, remedy } = decision;
  const outcome = await come(context, runId === null ? null : { ...decision, runId }, remedies[remedy]);
  await settleDecision.execute(context, { id, outcome });
  return outcome;
}

async function come(context: Context, decision: OnRun | null, remedy: Remedy | undefined): Promise<string> {
  if (!decision || !remedy) return "Nothing was to be done";
  try {
    return await remedy({ ...context, runId: decision.runId }, decision);
  } catch (error) {
    // the operator, or another way, was first: the run does not stand as it was decided on
    if (error instanceof AppError && error.code === "conflict") return error.message;
    throw error;
  }
}
