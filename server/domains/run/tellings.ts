import type { KnownFacts } from "./known-facts.ts";
import { type LogData, type LogRow, type Telling, textOf } from "./log-row.ts";
import { inWords } from "./plain-words.ts";
import { tellAgent, tellIntake, tellRecall, tellWritten } from "./tell-agents.ts";
import { tellCompensation } from "./tell-compensation.ts";
import { tellDecision, tellEffect, tellPolicy, tellProposal } from "./tell-decisions.ts";

type Tell = (given: { data: LogData; row: LogRow; known: KnownFacts }) => Telling;

function stepTitle(data: LogData, row: LogRow, otherwise: string): string {
  return textOf(data.title) ?? (row.step ? inWords(row.step) : otherwise);
}

const step =
  (status: Telling["status"], otherwise: string): Tell =>
  ({ data, row }) => ({ kind: "step", title: stepTitle(data, row, otherwise), status });

/** `Run failed: No address`, or the words alone where nothing more is told. */
function withMore(words: string, more: unknown): string {
  const text = textOf(more);
  return text ? `${words}: ${text}` : words;
}

/** Who steered the run; entries that were written before this was noted are the operator's. */
function whoOf(data: LogData): string {
  if (data.byKind === "api_key") return "An API key";
  return data.byKind === "system" || data.byKind === "agent" ? "Adjutant" : "You";
}

const tellings: Readonly<Record<string, Tell>> = {
  "event.received": ({ known }) => ({ kind: "event", title: known.received ?? "Event received", status: "done" }),
  "event.understood": ({ data }) => tellIntake(data),
  "step.started": step("running", "Step started"),
  "step.completed": ({ data, row }) => {
    const title = stepTitle(data, row, "Step");
    if (!textOf(data.wentOn)) return { kind: "step", title, status: "done" };
    return {
      kind: "step",
      title: `Went on without: ${title}`,
      status: "info",
      method: textOf(data.wentOn),
      details: [],
    };
  },
  "step.skipped": ({ data, row }) => ({
    kind: "step",
    title: `Left out: ${stepTitle(data, row, "Step")}`,
    status: "info",
    details: [],
  }),
  "step.decided": ({ data, row }) => ({
    kind: "step",
    title: `${stepTitle(data, row, "Condition")} ${data.taken === "yes" ? "Yes" : "No"}`,
    status: "info",
    details: [],
  }),
  "step.failed": step("failed", "Step failed"),
  "agent.outcome": ({ data }) => tellAgent(data),
  "proposal.made": ({ data }) => tellProposal(data),
  "policy.decided": ({ data }) => tellPolicy(data),
  "approval.decided": ({ data, known }) => tellDecision(data, known),
  "wait.started": ({ data, row }) => ({ kind: "wait", title: stepTitle(data, row, "Waits"), status: "waiting" }),
  "memory.recalled": ({ data }) => tellRecall(data),
  "memory.written": ({ data }) => tellWritten(data),
  "memory.refused": ({ data }) => ({
    kind: "memory",
    title: textOf(data.words) ?? "A boundary of memory held",
    status: "info",
    method: "boundary of memory",
    details: [],
  }),
  "run.started": ({ data }) => ({
    kind: "run",
    title: "Run started",
    status: "info",
    method: typeof data.version === "number" ? `version ${data.version} of the workflow` : null,
  }),
  "run.succeeded": ({ data }) => ({ kind: "run", title: withMore("Run finished", data.summary), status: "done" }),
  "run.failed": ({ data }) => ({ kind: "run", title: withMore("Run failed", data.error), status: "failed" }),
  "run.cancelled": ({ data }) => ({
    kind: "run",
    title: withMore(`${whoOf(data)} cancelled the run`, data.reason),
    status: "info",
    details: [],
  }),
  "run.paused": ({ data }) => ({
    kind: "run",
    title: withMore(`${whoOf(data)} paused the run`, data.reason),
    status: "info",
    details: [],
  }),
  "run.resumed": ({ data }) => ({
    kind: "run",
    title: `${whoOf(data)} let the run go on`,
    status: "info",
    details: [],
  }),
  "run.retried": ({ data }) => ({
    kind: "run",
    title: `${whoOf(data)} tried the run again`,
    status: "info",
    details: [],
  }),
  "run.restarted": () => ({
    kind: "run",
    title: "The supervisor took the run up again",
    status: "info",
    details: [],
  }),
  "run.supervised": ({ data }) => ({
    kind: "run",
    title: withMore(`The supervisor: ${inWords(textOf(data.remedy) ?? "nothing")}`, data.because),
    status: "info",
    method: `rule: ${textOf(data.rule) ?? ""}`,
    details: [],
  }),
  "run.replayed": ({ data, row }) => ({
    kind: "run",
    title: `${whoOf(data)} repeated a run from “${inWords(textOf(data.from) ?? row.step ?? "")}”`,
    status: "info",
    details: [],
  }),
  "run.compensating": ({ data }) => ({
    kind: "run",
    title: "Begins to take back what was done",
    status: "info",
    method: textOf(data.because),
    details: [],
  }),
  "run.compensated": ({ data }) => tellCompensation(data),
  "compensation.noted": ({ data }) => ({
    kind: "policy",
    title:
      data.compensation === "keep" ? "Stays if the run fails later" : "Has its own way back if the run fails later",
    status: "info",
  }),
  "run.escalated": ({ data, known }) => ({
    kind: "run",
    title: withMore("Handed to you", data.title),
    status: known.openReviews.has(textOf(data.escalationId) ?? "") ? "waiting" : "done",
  }),
};

/** How one row of the log is told, in the operator's words. */
export function tell(row: LogRow, data: LogData, known: KnownFacts): Telling {
  const own = tellings[row.kind];
  if (own) return own({ data, row, known });
  const [group = "", verb = ""] = row.kind.split(".");
  if (group === "effect") return tellEffect(verb, data, known);
  return { kind: "run", title: inWords(row.kind), status: "info" };
}
