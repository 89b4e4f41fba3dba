import { type SupervisionPolicy, supervisionPolicySchema } from "#server/domains/supervision/schema.ts";
import type { ErrorCode } from "#server/kernel/errors.ts";
import { readableSettings } from "./readable-settings.ts";

/** The policy from what stands in the workspace's row: what is missing or not readable has its default. */
export function supervisionPolicyOf(stored: unknown): SupervisionPolicy {
  return readableSettings(supervisionPolicySchema, stored);
}

/** What is known of a run that may need help. Times are counted by whoever asks: the policy has no clock. */
export type RunFacts = {
  status: "queued" | "running" | "waiting" | "succeeded" | "failed" | "cancelled";
  /** held back on purpose: the run or the workspace is paused */
  paused: boolean;
  /** something else takes care of its going on: an open proposal, a child run, a planned try */
  expecting: boolean;
  /** whole minutes since its log's newest entry */
  silentMinutes: number;
  /** decisions of the supervisor so far */
  retried: number;
  restarted: number;
  /** why it failed; null while it has not. `same`: how many tries ended at this step with these words, this one included */
  failure: { code: ErrorCode | null; step: string | null; message: string; same: number } | null;
  /** effects of it that are executed and not taken back */
  effects: number;
  /** what its definition says for the case of failure */
  onFailure: "compensate" | "keep";
  /** its effects are being taken back right now: that ends in a review task of its own */
  compensating: boolean;
  /** the step that was done most often within this try */
  repeated: { step: string; times: number } | null;
  /** runs above it of the same workflow about the same subject */
  depth: number;
};

/** What was found, what to do about it, the rule that says so, and why in one or two sentences for the operator. */
export type RunFinding = {
  finding: "failed" | "stuck" | "looping" | "no-progress" | "over-sla";
  remedy: "retry" | "restart" | "compensate" | "escalate" | "stop" | "notify";
  rule: string;
  because: string;
};

/** Faults that another try may mend; a fault without a code is one of ours that nobody foresaw. */
const passing: readonly (ErrorCode | null)[] = ["unavailable", "internal", "limit", "conflict", null];
/** A run that was never taken up may only be late: it gets this many times as long. */
export const queuedPatience = 6;

const often = (count: number) => (count === 1 ? "once" : `${count} times`);
const times = (count: number, word: string) => (count === 1 ? `one ${word}` : `${count} ${word}s`);

/** What becomes of a failed run that is not tried again. Taking its effects back ends with the operator too. */
function afterTrying(facts: RunFacts, finding: "failed" | "no-progress", why: string): RunFinding {
  const { effects, onFailure } = facts;
  if (effects > 0 && onFailure === "compensate") {
    return {
      finding,
      remedy: "compensate",
      rule: "compensate-effects",
      because: `${why} It leaves ${times(effects, "effect")} that its workflow takes back on failure.`,
    };
  }
  const left =
    effects > 0 ? `What it did stays as it is (${times(effects, "effect")}).` : "It had not done anything yet.";
  return { finding, remedy: "escalate", rule: "operator-decides", because: `${why} ${left}` };
}

function superviseFailed(policy: SupervisionPolicy, facts: RunFacts): RunFinding | null {
  if (facts.compensating) return null;
  const failure = facts.failure ?? { code: null, step: null, message: "", same: 1 };
  const where = failure.step ? `It failed at ${failure.step}` : "It failed";
  if (failure.same >= policy.sameFailures) {
    const why = `${where} ${failure.same} times with the same words: another try would not go better.`;
    return afterTrying(facts, "no-progress", why);
  }
  if (!passing.includes(failure.code)) {
    return afterTrying(facts, "failed", `${where}, and what was wrong stays wrong when it is tried again.`);
  }
  if (facts.retried < policy.retries) {
    const because = `${where} with a fault that may pass: automatic try ${facts.retried + 1} of ${policy.retries}.`;
    return { finding: "failed", remedy: "retry", rule: "retry-passing-fault", because };
  }
  const tried = facts.retried ? ` and was tried again ${often(facts.retried)}` : "";
  return afterTrying(facts, "failed", `${where}${tried}.`);
}

function superviseLoop(policy: SupervisionPolicy, facts: RunFacts): RunFinding | null {
  const { repeated, depth } = facts;
  if (repeated && repeated.times > policy.repeats) {
    const because = `The step ${repeated.step} was done ${repeated.times} times in one try; more than ${policy.repeats} is a loop.`;
    return { finding: "looping", remedy: "stop", rule: "repeats", because };
  }
  if (depth > policy.depth) {
    const because = `${depth} runs of the same workflow about the same subject led to it; more than ${policy.depth} is a loop.`;
    return { finding: "looping", remedy: "stop", rule: "depth", because };
  }
  return null;
}

/**
 * Decides what to do about one run: nothing (null), or one remedy. Pure. Retries and restarts are bounded by what was
 * done before, so every failed or stuck run comes to a remedy that ends its supervision.
 */
export function superviseRun(policy: SupervisionPolicy, facts: RunFacts): RunFinding | null {
  if (facts.status === "succeeded" || facts.status === "cancelled") return null;
  if (facts.status === "failed") return superviseFailed(policy, facts);
  const loop = superviseLoop(policy, facts);
  if (loop) return loop;
  if (facts.status === "waiting" || facts.paused || facts.expecting) return null;
  const patience = policy.stuckMinutes * (facts.status === "queued" ? queuedPatience : 1);
  if (facts.silentMinutes < patience) return null;
  const silence = `Nothing was heard of it for ${facts.silentMinutes} minutes.`;
  if (facts.restarted < policy.restarts) {
    const because = `${silence} Automatic restart ${facts.restarted + 1} of ${policy.restarts}.`;
    return { finding: "stuck", remedy: "restart", rule: "restart-stuck", because };
  }
  const because = `${silence} It was restarted ${often(facts.restarted)} already.`;
  return { finding: "stuck", remedy: "escalate", rule: "operator-decides", because };
}

/** What is known of a promise of time that was broken. */
export type DeadlineFacts = {
  /** what was promised, in the definition's words */
  title: string;
  /** the promise of the whole run, or of one of its steps or branches */
  whole: boolean;
  overdueMinutes: number;
  /** done meanwhile, too late */
  met: boolean;
};

/**
 * Decides about a broken promise of time, once per promise. Pure. What is done meanwhile or concerns a part is told; a
 * whole run that is late and not done needs the operator.
 */
export function superviseDeadline({ title, whole, overdueMinutes, met }: DeadlineFacts): RunFinding {
  const late = `“${title}” ${met ? "was done" : "is"} ${times(overdueMinutes, "minute")} late.`;
  return whole && !met
    ? { finding: "over-sla", remedy: "escalate", rule: "late-run", because: late }
    : { finding: "over-sla", remedy: "notify", rule: met ? "late-but-done" : "late-step", because: late };
}
