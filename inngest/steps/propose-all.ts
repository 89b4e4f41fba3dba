import type { Agent } from "#server/agents/contract.ts";
import { withdrawProposals } from "#server/domains/proposal/index.ts";
import { runIsOver } from "#server/domains/run/index.ts";
import { type Proposed, propose } from "#server/effects/index.ts";
import type { Context } from "#server/kernel/context.ts";
import type { Answered, Question } from "./run-agent.ts";
import type { RunScope } from "./run-scope.ts";

type Request = {
  step: string;
  agent: Agent;
  answered: Answered;
  /** what it was asked: kept, so that it can be asked again */
  question: Pick<Question, "input" | "about" | "subjects">;
  /** what happens when nobody decides, in the workflow's words */
  ifExpired?: string;
};

/** Room for the proposals of one step; the next block holds the same step's proposals after the run was tried again. */
const block = 10;
const mostTries = 20;

/** A proposal that was withdrawn with a failed run is made anew when the run is tried again; any other is found as it is. */
export async function proposeOne(
  context: Context,
  input: { index: number } & Record<string, unknown>,
): Promise<Proposed> {
  let proposed = await propose.execute(context, input);
  for (let tries = 1; proposed.status === "expired" && tries < mostTries; tries += 1) {
    proposed = await propose.execute(context, { ...input, index: input.index + tries * block });
  }
  return proposed;
}

/** Records an agent's proposals, in their order. Their ids follow from run, step and place: repeating it finds them. */
export async function proposeAll(scope: RunScope, request: Request): Promise<Proposed[]> {
  const { step, agent, answered, question, ifExpired } = request;
  const context: Context = { ...scope.context, actor: { kind: "agent", id: agent.name } };
  const proposals: Proposed[] = [];
  for (const [index, draft] of answered.outcome.proposals.entries()) {
    const common = { runId: scope.runId, step, agent: { name: agent.name, mayPropose: agent.mayPropose } };
    proposals.push(
      await proposeOne(context, {
        ...common,
        ...{ draft, index, intent: answered.intent, snapshotId: answered.snapshotId },
        ...(ifExpired ? { ifExpired } : {}),
        asked: { intent: answered.intent, ...question, heard: answered.heard[index] ?? [] },
      }),
    );
  }
  // a cancellation that came before these proposals has withdrawn nothing; one that comes after finds them
  if (await runIsOver.execute(scope.context, { runId: scope.runId })) {
    await withdrawProposals.execute(scope.context, { runId: scope.runId, reason: "Its run is over" });
  }
  return proposals;
}
