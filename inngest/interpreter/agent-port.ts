import type { Agent, Outcome } from "#server/agents/contract.ts";
import { agents } from "#server/agents/registry.ts";
import type { Proposed } from "#server/effects/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import type { AgentRequest, Place, Plain, Result } from "#server/workflows/interpreter/index.ts";
import type { Settled } from "../functions/settle-proposal.ts";
import { proposeAll } from "../steps/propose-all.ts";
import { type Answered, askAgent } from "../steps/run-agent.ts";
import { checkpoint, type Walk } from "./checkpoint.ts";
import { settleAll } from "./settle-all.ts";

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

function outputOf(outcome: Outcome, proposals: Told[], settled?: Settled[]): Plain {
  const { confidence, method, result } = outcome;
  const findings = Object.fromEntries(outcome.findings.map(({ label, value }) => [label, value]));
  const more = { ...(result ? { result: result as Plain } : {}), ...(settled ? { settled: settled as Plain } : {}) };
  return { findings, confidence, method, proposals, ...more };
}

function toldProposals(walk: Walk, answered: Answered, proposed: readonly Proposed[]): Told[] {
  return proposed.flatMap(({ proposalId, status: stands }, index) => {
    const draft = answered.outcome.proposals[index];
    // the definition's conditions know no shadow: it is as if it were asked about, or, of an agent that only observes, refused
    const inShadow = walk.taken.shadow ? "pending" : "refused";
    const status = stands === "shadow" ? inShadow : stands;
    return draft ? [{ proposalId, action: draft.action, input: draft.input as Plain, status }] : [];
  });
}

/** Asks an agent, records what it proposes, and carries it out where the step says so. */
export async function agentPort(walk: Walk, place: Place, request: AgentRequest): Promise<Result> {
  const { path } = place;
  const { intent, input, about, settle, ifExpired } = request;
  const question = { input, about, subjects: subjectsOf(walk, input) };
  const answered = await checkpoint(walk, place, {
    completed: ({ outcome }: Answered) => ({
      input: { agent: request.agent, intent, ...input },
      output: outcome as unknown as Plain,
      partial: true,
    }),
    work: async () => {
      const agent = agentNamed(request.agent);
      return askAgent(walk.scope, { step: path, agent, intent, inShadow: walk.taken.shadow, ...question });
    },
  });
  const proposed = await checkpoint(walk, place, {
    part: "propose",
    ...(settle === "later"
      ? {
          completed: (made: Proposed[]) => ({
            key: "settled",
            output: outputOf(answered.outcome, toldProposals(walk, answered, made)),
          }),
        }
      : {}),
    work: () =>
      proposeAll(walk.scope, {
        step: path,
        agent: agentNamed(request.agent),
        answered,
        question,
        ...(ifExpired ? { ifExpired } : {}),
      }),
  });
  const proposals = toldProposals(walk, answered, proposed);
  if (settle === "later") return { output: outputOf(answered.outcome, proposals) };
  const settled = await settleAll(walk, place, proposals, (ends) => ({
    key: "settled",
    output: outputOf(answered.outcome, proposals, ends),
  }));
  return { output: outputOf(answered.outcome, proposals, settled) };
}
