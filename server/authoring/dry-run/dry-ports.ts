import type { ProposalDraft } from "#server/agents/contract.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { type Taint, worstOf } from "#server/kernel/taint.ts";
import { readNamed } from "#server/reads/read-named.ts";
import type { Plain } from "#server/workflows/expressions/index.ts";
import type { ActionRequest, AgentRequest, Facts, Place, Ports } from "#server/workflows/interpreter/index.ts";
import { askDry } from "./ask-agent.ts";
import { dryPropose, drySettle } from "./proposals.ts";
import { chosen, type DryRecord, done, type Settled, stepEntry } from "./record.ts";

/** Starts another workflow's dry run inside this one. */
type StartDry = (
  place: Place,
  request: { workflow: string; input: Record<string, Plain> },
) => Promise<{ status: string; summary: string; answer: Plain }>;

type Given = { context: Context; facts: Facts; record: DryRecord; startDry: StartDry };

const asPlain = (value: unknown): Plain => JSON.parse(JSON.stringify(value ?? null));

function wordsOf(error: unknown): string {
  return error instanceof AppError ? error.message : "A step failed with an unexpected fault";
}

function look({ context, record }: Given, name: string, input: Record<string, Plain>): Promise<Plain> {
  const doneSoFar = async () => {
    const done = record.proposals.filter(({ outcome }) => outcome === "executed");
    const mails = done.filter(({ action }) => action === "mail.send").length;
    return { mails, effects: done.map(({ action }) => ({ action, status: "succeeded" })) };
  };
  // nothing was written, so nothing can have been undone
  const stillStands = async () => ({ holds: true, checked: 0, missing: [] });
  return readNamed({ context, doneSoFar, stillStands }, name, input);
}

async function agentStep(given: Given, place: Place, request: AgentRequest) {
  const { context, facts, record } = given;
  const { agent, outcome } = await askDry(context, request, facts);
  const proposals: Plain[] = [];
  const settled: Settled[] = [];
  for (const draft of outcome.proposals) {
    const proposal = await dryPropose(record, place, { context, draft, agent, taint: labelOf(given.facts) });
    const status = ({ execute: "approved", ask: "pending", refuse: "refused" } as const)[proposal.policy.verdict];
    proposals.push({ proposalId: proposal.id, action: proposal.action, input: asPlain(draft.input), status });
    if (request.settle === "now") settled.push(drySettle(record, place, proposal.id));
  }
  const findings = Object.fromEntries(outcome.findings.map(({ label, value }) => [label, value]));
  const { confidence, method, result } = outcome;
  const more = { ...(result ? { result: asPlain(result) } : {}), ...(request.settle === "now" ? { settled } : {}) };
  const output = { findings, confidence, method, proposals, ...more };
  return done(record, place, { input: { agent: agent.name, intent: request.intent, ...request.input }, output });
}

/** A trial's label: that of its event, and of whom it is about, whose record somebody outside may have written. */
function labelOf({ event, contact }: Facts): Taint {
  const { taint } = (event ?? {}) as { taint?: string };
  return contact === null ? worstOf(taint) : "outside";
}

function draftOf(facts: Facts, draft: NonNullable<ActionRequest["draft"]>): ProposalDraft {
  const event = facts.event as { id?: string; taint?: string } | null;
  return {
    ...draft,
    evidence: [{ kind: "event", id: event?.id ?? "", label: "What started it" }],
    confidence: 1,
    method: "rule: the workflow says so",
  };
}

async function actionStep(given: Given, place: Place, request: ActionRequest) {
  const { context, facts, record } = given;
  const { proposal, draft, wanted } = request;
  const own = draft
    ? await dryPropose(record, place, {
        context,
        draft: draftOf(facts, draft),
        agent: { name: "workflow", mayPropose: [draft.action] },
        taint: labelOf(facts),
      })
    : null;
  const proposalId = own?.id ?? proposal?.proposalId ?? "";
  if (wanted && !wanted.holds(await look(given, wanted.read, wanted.input))) withdraw(record, proposalId);
  return done(record, place, { input: draft ?? { proposalId }, output: drySettle(record, place, proposalId) });
}

function withdraw(record: DryRecord, proposalId: string): number {
  const open = record.proposals.filter(({ id, outcome }) => id === proposalId && outcome === "open");
  for (const proposal of open) proposal.outcome = "withdrawn";
  return open.length;
}

function askedOption(record: DryRecord, place: Place, options: readonly { id: string }[]): string | null {
  const wanted = record.choices.options[`${record.prefix}${place.path}`] ?? record.choices.options[place.id];
  return (options.find(({ id }) => id === wanted) ?? options[0])?.id ?? null;
}

/** What fails is written down at its step before the walk hears of it. */
function noting<R, O>(record: DryRecord, act: (place: Place, request: R) => Promise<O>) {
  return async (place: Place, request: R): Promise<O> => {
    try {
      return await act(place, request);
    } catch (error) {
      Object.assign(stepEntry(record, place), { status: "failed", input: request, error: wordsOf(error) });
      throw error;
    }
  };
}

/** Ports that change nothing: agents decide, actions are examined, waits pass at once, and all of it is written down. */
export function dryPorts(given: Given): Ports {
  const { record } = given;
  return {
    remembered: () => undefined,
    claim: async () => true,
    agent: noting(record, (place, request) => agentStep(given, place, request)),
    action: noting(record, (place, request) => actionStep(given, place, request)),
    read: noting(record, async (place, { read, input }) =>
      done(record, place, { input, output: await look(given, read, input) }),
    ),
    remember: async (place, request) =>
      done(record, place, { input: request, output: { memoryId: "dry" }, remark: `Would remember: ${request.text}` }),
    wait: async (place, request) => {
      const remark = "length" in request ? `Would wait ${request.length}` : `Would wait until ${request.until}`;
      return done(record, place, { input: request, output: { waited: true }, remark });
    },
    waitFor: async (place, request) => {
      const arrived = chosen(record, place, "waits") !== "times-out";
      const end = arrived ? "it arrives" : `it does not come within ${request.timeout}`;
      return done(record, place, {
        input: request,
        output: { arrived },
        remark: `Would wait for ${request.event}; here ${end}`,
      });
    },
    ask: async (place, { question, options, wait }) => {
      const option = wait ? askedOption(record, place, options) : null;
      const label = options.find(({ id }) => id === option)?.label;
      const remark = `Would ask you: ${question}${label ? `; here the answer is “${label}”` : ""}`;
      return done(record, place, { input: { question, options }, output: { option, note: null }, remark });
    },
    notify: async (place, { text }) => done(record, place, { output: null, remark: `Would tell you: ${text}` }),
    answer: async (place, { value }) => done(record, place, { output: { value }, remark: "Would answer at once" }),
    withdraw: async (place, { proposalId, reason }) =>
      done(record, place, { input: { proposalId, reason }, output: { withdrawn: withdraw(record, proposalId) } }),
    startRun: noting(record, async (place, { workflow, input }) => {
      const ended = await given.startDry(place, { workflow, input });
      const told = done(record, place, { input: { workflow, ...input }, output: { runId: "dry", ...ended } });
      if (ended.status === "succeeded") return told;
      Object.assign(stepEntry(record, place), { status: "failed", error: ended.summary });
      return { ...told, failed: ended.summary };
    }),
    takeBack: async (place, { runId, because }) => {
      const remark = `Would take back what run ${runId} did, newest first: ${because}`;
      const output = { compensation: "done", reversed: 0, standing: 0 };
      return done(record, place, { input: { run: runId, because }, output, remark });
    },
    note: (place, note) => {
      const entry = stepEntry(record, place);
      if (note.kind === "skipped") entry.status = "skipped";
      if (note.kind === "decided") entry.remark = `Takes the branch “${note.taken}”`;
      if (note.kind === "completed") {
        entry.output = note.output;
        if (note.wentOn !== undefined) Object.assign(entry, { status: "failed", error: note.wentOn });
      }
    },
    fail: async (place, message) => {
      Object.assign(stepEntry(record, place), { status: "failed", error: message });
    },
    escalate: async (place, message) => {
      stepEntry(record, place).remark = `Would make a review task: ${message}`;
    },
    begin: async () => undefined,
    met: async () => undefined,
    breathe: () => "go-on",
    wordsOf,
  };
}
