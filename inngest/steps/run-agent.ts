import type { Agent, DraftModel, Outcome } from "#server/agents/contract.ts";
import { labelOfRun, noteExposure, noteRun } from "#server/domains/run/index.ts";
import { hashOf } from "#server/kernel/canonical-json.ts";
import { AppError } from "#server/kernel/errors.ts";
import { worstOf } from "#server/kernel/taint.ts";
import { recall, takeSnapshot } from "#server/memory/index.ts";
import { configuredModel } from "#server/models/configured-model.ts";
import type { RunScope } from "./run-scope.ts";

/** What an agent is asked, and what its memory is searched by. */
export type Question = {
  /** path of the step */
  step: string;
  agent: Agent;
  intent: string;
  input: Record<string, unknown>;
  /** records whose memory bears on it, beside the company's own */
  subjects: { kind: string; id: string }[];
  /** the text that memory is searched by */
  about: string;
};

/** An agent's outcome with the snapshot of what it was made from. */
export type Answered = { outcome: Outcome; snapshotId: string; intent: string };

/** The model, cut to an agent's budget of calls. */
function within(model: DraftModel | null, calls: number): DraftModel | null {
  if (!model || calls < 1) return null;
  let left = calls;
  return {
    name: model.name,
    rewrite: async (request) => {
      if (left < 1) return null;
      left -= 1;
      return model.rewrite(request);
    },
  };
}

/**
 * Asks an agent: recall, decide, snapshot, and what it said in the run's log.
 * @throws AppError precondition where it lacks what it needs
 */
export async function askAgent(scope: RunScope, question: Question): Promise<Answered> {
  const { context, runId, workspaceId } = scope;
  const { agent, step } = question;
  const intent = agent.intents[question.intent];
  if (!intent) throw new AppError("precondition", `The ${agent.name} agent has no intent ${question.intent}`);
  const parsed = intent.input.safeParse(question.input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new AppError(
      "precondition",
      `The ${agent.name} agent lacks what it needs: ${issue?.path.join(".")}: ${issue?.message}`,
    );
  }
  const subjects = [...question.subjects, { kind: "workspace", id: workspaceId }];
  const tiers = [...agent.memory.read];
  const memory = tiers.length ? await recall.execute(context, { subjects, tiers, about: question.about }) : [];
  // before it is asked: whatever it makes of what it recalled is labelled by it
  const recalled = worstOf(...memory.map(({ taint }) => taint));
  await noteExposure.execute(context, {
    runId,
    taint: recalled,
    privateData: memory.length > 0 ? ["memory"] : [],
  });
  const model = within(configuredModel(), agent.budget.modelCallsPerRun);
  const began = performance.now();
  const outcome = await intent.decide({ input: parsed.data, memory, model });
  const durationMs = performance.now() - began;
  const { snapshotId } = await takeSnapshot.execute(context, {
    runId,
    step,
    data: {
      memory: memory.map(({ id, version, taint }) => ({ id, version, taint })),
      taint: await labelOfRun.execute(context, { runId }),
      agent: agent.name,
      intent: question.intent,
      workflow: scope.workflow,
      model: model?.name ?? null,
      inputHash: hashOf(question.input),
    },
  });
  const { findings, confidence, method } = outcome;
  const items = memory.map(({ id, text, why }) => ({ id, text, why }));
  const proposals = outcome.proposals.map((draft) => ({ action: draft.action, confidence: draft.confidence }));
  const told = { agent: agent.name, intent: question.intent, method, confidence, findings, proposals, snapshotId };
  await noteRun.execute(context, {
    entries: [
      { runId, key: `${step}:memory.recalled`, kind: "memory.recalled", step, data: { items } },
      { runId, key: `${step}:agent.outcome`, kind: "agent.outcome", step, durationMs, data: told },
    ],
  });
  return { outcome, snapshotId, intent: question.intent };
}
