import { redo } from "#server/agents/guidance/index.ts";
import { agents } from "#server/agents/registry.ts";
import { returnedProposal, withdrawProposals } from "#server/domains/proposal/index.ts";
import type { Evidence, Heard } from "#server/domains/proposal/schema.ts";
import { runIsOver } from "#server/domains/run/index.ts";
import { answerProposal } from "#server/effects/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { askAgent } from "./run-agent.ts";

/** What an agent answers to guidance, before it is recorded. */
export type Redone = {
  proposalId: string;
  guidance: string;
  agent: string;
  draft: { input: unknown; reason: string; evidence: Evidence[]; confidence: number; method: string };
  heard: Heard[];
  snapshotId: string | null;
};

/** Why something is proposed, and how sure that is. */
function judgementOf({ reason, evidence, confidence, method }: Omit<Redone["draft"], "input">) {
  return { reason, evidence, confidence, method };
}

/**
 * Asks the agent again that made a proposal, with what the operator said. What the operator looked at is what is changed:
 * their own edits stay. With a model the model is given the guidance; without one code follows what it can.
 * @returns null where the proposal waits for no answer any more
 */
export async function askAgain(context: Context, proposalId: string): Promise<Redone | null> {
  const returned = await returnedProposal.execute(context, { proposalId });
  if (!returned) return null;
  const { asked, guidance, action, input } = returned;
  const said = { text: guidance, at: null, memoryId: null };
  const agent = agents.find(({ name }) => name === returned.agent);
  const common = { proposalId, guidance, agent: returned.agent };
  const heardAs = (followed: boolean, note: string): Heard[] => [
    { said: guidance, at: null, followed, note, memoryId: null },
  ];
  try {
    if (!agent) throw new AppError("precondition", `There is no agent ${returned.agent} any more`);
    const { outcome, snapshotId } = await askAgent(
      { context, runId: returned.runId, workspaceId: context.workspaceId, workflow: returned.workflow },
      {
        ...{ step: returned.step, agent, intent: asked.intent, input: asked.input },
        ...{ about: asked.about, subjects: asked.subjects },
        again: { round: asked.guidance.length + 1, guidance: [...asked.guidance, guidance], standing: input },
      },
    );
    const found = outcome.proposals.find((candidate) => candidate.action === action);
    const judged = judgementOf(found ?? returned);
    if (found?.guided) {
      const heard = heardAs(true, `given to ${returned.method.split(" ")[0] ?? "the model"}`);
      return { ...common, draft: { ...judged, input: found.input }, heard, snapshotId };
    }
    const made = redo(input, [said], context.clock.now());
    return { ...common, draft: { ...judged, input: made.input }, heard: made.heard, snapshotId };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "precondition") throw error;
    // it cannot be asked any more: the same is proposed again, and says why
    const heard = heardAs(false, error.message);
    return { ...common, draft: { ...judgementOf(returned), input }, heard, snapshotId: null };
  }
}

/** Records the answer. A run that ended meanwhile takes it back at once, as it does with every proposal. */
export async function recordAnswer(context: Context, redone: Redone): Promise<{ proposalId: string | null }> {
  const { agent, ...answer } = redone;
  const recorded = await answerProposal.execute({ ...context, actor: { kind: "agent", id: agent } }, answer);
  const runId = context.runId ?? "";
  if (await runIsOver.execute(context, { runId })) {
    await withdrawProposals.execute(context, { runId, reason: "Its run is over" });
  }
  return recorded;
}
