import type { Agent, Outcome } from "#server/agents/contract.ts";
import { agents } from "#server/agents/registry.ts";
import { withdrawProposals } from "#server/domains/proposal/index.ts";
import { noteRun, resumeRun, waitRun } from "#server/domains/run/index.ts";
import { noteCompensation, type Proposed } from "#server/effects/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import type { ActionRequest, AgentRequest, Place, Plain, Result } from "#server/workflows/interpreter/index.ts";
import type { Settled } from "../functions/settle-proposal.ts";
import { settleProposal } from "../functions/settle-proposal.ts";
import { failureMessage } from "../steps/failure-message.ts";
import { proposeAll, proposeOne } from "../steps/propose-all.ts";
import { type Answered, askAgent } from "../steps/run-agent.ts";
import { checkpoint, runnerStep, takeNotes, untilResumed, type Walk } from "./checkpoint.ts";
import { noteFailure } from "./note-failure.ts";
import { readInRun } from "./reads.ts";

type Told = { proposalId: string; action: string; input: Plain; status: string };

function agentNamed(name: string): Agent {
  const agent = agents.find((candidate) => candidate.name === name);
  if (!agent) throw new AppError("precondition", `There is no agent ${name}`);
  return agent;
}

/** The record whose memory bears on it: whom the agent is asked about. */
function subjectsOf(walk: Walk, input: Record<string, Plain>): { kind: string; id: string }[] {
  const asked = input.contact as { id?: unknown } | null | undefined;
  const id = typeof asked?.id === "string" ? asked.id : walk.taken.facts.contact?.id;
  return typeof id === "string" ? [{ kind: "contact", id }] : [];
}

/** Brings proposals to their end side by side; the run waits where the operator is asked. */
async function settleAll(
  walk: Walk,
  place: Place,
  proposals: readonly { proposalId: string; status: string }[],
  told: (settled: Settled[]) => { key: string; input?: Plain; output: Plain } | null,
): Promise<Settled[]> {
  const { context, runId, workspaceId, step } = walk.scope;
  const { path, title, clocks } = place;
  const round = walk.taken.tries;
  const asked = proposals.filter((proposal) => proposal.status === "pending").length;
  if (asked > 0) {
    const entries = takeNotes(walk, place.lane);
    const forWhat = asked === 1 ? "Waits for your decision" : `Waits for your decision on ${asked} proposals`;
    const wait = { runId, step: path, round, forWhat, decisions: asked, clocks: [...clocks], entries };
    await runnerStep(walk, `${path}:wait`, () => waitRun.execute(context, wait));
  }
  let settled: Settled[];
  try {
    walk.steps += proposals.length;
    const ends = proposals.map(({ proposalId }, index) =>
      step.invoke(`${path}:settle:${index}`, { function: settleProposal, data: { workspaceId, runId, proposalId } }),
    );
    // a child's result comes back as JSON, which is all that it is
    settled = (await Promise.all(ends)) as Settled[];
  } catch (error) {
    await noteFailure(walk, place, failureMessage(error));
    throw error;
  }
  const words = told(settled);
  const entry = words && {
    ...{ runId, step: path, key: `${path}:${words.key}`, kind: "step.completed" as const },
    data: { title, input: words.input ?? null, output: words.output },
  };
  const entries = [...takeNotes(walk, place.lane), ...(entry ? [entry] : [])];
  const outcome = settled.map((end) => end.status).join(", ") || "nothing to decide";
  const { paused } =
    asked > 0
      ? await runnerStep(walk, `${path}:resume`, () =>
          resumeRun.execute(context, { runId, step: path, round, outcome, entries }),
        )
      : entries.length > 0
        ? await runnerStep(walk, `${path}:settled`, () => noteRun.execute(context, { entries }))
        : { paused: false };
  if (paused) await untilResumed(walk, path);
  return settled;
}

function outputOf(outcome: Outcome, proposals: Told[], settled?: Settled[]): Plain {
  const { confidence, method } = outcome;
  const findings = Object.fromEntries(outcome.findings.map(({ label, value }) => [label, value]));
  return { findings, confidence, method, proposals, ...(settled ? { settled: settled as Plain } : {}) };
}

function toldProposals(answered: Answered, proposed: readonly Proposed[]): Told[] {
  return proposed.flatMap(({ proposalId, status }, index) => {
    const draft = answered.outcome.proposals[index];
    return draft ? [{ proposalId, action: draft.action, input: draft.input as Plain, status }] : [];
  });
}

/** Asks an agent, records what it proposes, and carries it out where the step says so. */
export async function agentPort(walk: Walk, place: Place, request: AgentRequest): Promise<Result> {
  const { path } = place;
  const { intent, input, about, settle } = request;
  const answered = await checkpoint(walk, place, {
    completed: ({ outcome }: Answered) => ({
      input: { agent: request.agent, intent, ...input },
      output: outcome as unknown as Plain,
      partial: true,
    }),
    work: async () => {
      const agent = agentNamed(request.agent);
      return askAgent(walk.scope, { step: path, agent, intent, input, about, subjects: subjectsOf(walk, input) });
    },
  });
  const proposed = await checkpoint(walk, place, {
    part: "propose",
    ...(settle === "later"
      ? {
          completed: (made: Proposed[]) => ({
            key: "settled",
            output: outputOf(answered.outcome, toldProposals(answered, made)),
          }),
        }
      : {}),
    work: () => proposeAll(walk.scope, { step: path, agent: agentNamed(request.agent), answered }),
  });
  const proposals = toldProposals(answered, proposed);
  if (settle === "later") return { output: outputOf(answered.outcome, proposals) };
  const settled = await settleAll(walk, place, proposals, (ends) => ({
    key: "settled",
    output: outputOf(answered.outcome, proposals, ends),
  }));
  return { output: outputOf(answered.outcome, proposals, settled) };
}

/** Proposes the action that the definition itself names. */
function proposeDraft(walk: Walk, place: Place, draft: NonNullable<ActionRequest["draft"]>): Promise<Proposed> {
  const { context, runId } = walk.scope;
  const { event, contact } = walk.taken.facts;
  return proposeOne(context, {
    runId,
    step: place.path,
    index: 0,
    agent: { name: "workflow", mayPropose: [draft.action] },
    draft: {
      ...draft,
      evidence: [{ kind: "event", id: String(event.id), label: "What started it" }],
      confidence: 1,
      method: "rule: the workflow says so",
      // its input may hold words of the event
      taint: event.taint === "operator" ? "operator" : "outside",
      ...(typeof contact?.id === "string" ? { contactId: contact.id } : {}),
    },
  });
}

/** The operator need not decide on what is no longer wanted. */
async function withdrawUnwanted(
  walk: Walk,
  proposalId: string,
  { read, input, holds }: NonNullable<ActionRequest["wanted"]>,
): Promise<{ wanted: boolean }> {
  const { context, runId } = walk.scope;
  const found = await readInRun(walk.scope, read, input);
  if (holds(found)) return { wanted: true };
  await withdrawProposals.execute(context, { runId, proposalId, reason: "It is no longer needed" });
  return { wanted: false };
}

const wentWrong = ["failed", "unknown"];

/** Brings one proposal to its end: that of an earlier step, or one of its own. */
export async function actionPort(walk: Walk, place: Place, request: ActionRequest): Promise<Result> {
  const { context, runId } = walk.scope;
  const { path } = place;
  const { draft, wanted, compensation } = request;
  const proposal =
    request.proposal ??
    (await checkpoint(walk, place, {
      part: "propose",
      work: async () => {
        if (!draft) throw new AppError("internal", "The step has nothing to do");
        const { proposalId, status } = await proposeDraft(walk, place, draft);
        return { proposalId, status };
      },
    }));
  const { proposalId } = proposal;
  if (compensation !== "reverse") {
    await checkpoint(walk, place, {
      part: "compensation",
      work: () => noteCompensation.execute(context, { runId, step: path, proposalId, compensation }),
    });
  }
  if (wanted) await checkpoint(walk, place, { part: "wanted", work: () => withdrawUnwanted(walk, proposalId, wanted) });
  const [settled] = await settleAll(walk, place, [proposal], ([end]) =>
    end && !wentWrong.includes(end.status)
      ? { key: "completed", input: draft ?? { proposalId }, output: end as Plain }
      : null,
  );
  if (!settled) throw new AppError("internal", "A proposal came to no end");
  const output = settled as Plain;
  if (!wentWrong.includes(settled.status)) return { output };
  const why = settled.reason ?? (settled.status === "unknown" ? "Nobody knows whether it happened" : "It failed");
  await noteFailure(walk, place, why);
  return { output, failed: why };
}
