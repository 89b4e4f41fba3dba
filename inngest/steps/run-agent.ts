import { draftPlace } from "#server/agents/addressee.ts";
import type { Agent, Outcome } from "#server/agents/contract.ts";
import { decide, whyTaught } from "#server/agents/decide.ts";
import { declarationHash } from "#server/agents/declaration-hash.ts";
import { policyVersion } from "#server/domains/autonomy/index.ts";
import type { Heard } from "#server/domains/proposal/schema.ts";
import { labelOfRun, noteExposure, noteRun } from "#server/domains/run/index.ts";
import { actionVersion } from "#server/effects/index.ts";
import { hashOf } from "#server/kernel/canonical-json.ts";
import { worstOf } from "#server/kernel/taint.ts";
import { type RecalledItem, recallForDraft, refusedReads, takeSnapshot } from "#server/memory/index.ts";
import { noteRefused } from "./note-refused.ts";
import type { RunScope } from "./run-scope.ts";
import { writeMemories } from "./write-memories.ts";

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
  /** a run in shadow remembers nothing: the run that it is compared with does */
  inShadow?: boolean;
  /** asked anew by the operator: which time, all that they said, and the input that they looked at */
  again?: { round: number; guidance: string[]; standing: Record<string, unknown> };
};

/** An agent's outcome with the snapshot of what it was made from. */
export type Answered = {
  outcome: Outcome;
  snapshotId: string;
  intent: string;
  /** by the place of the proposal: what the operator taught before, and what became of it */
  heard: Heard[][];
};

/** What an agent's step needs of its run. */
type Asking = Pick<RunScope, "context" | "runId" | "workspaceId" | "workflow">;

/** The actions that an outcome proposes, each with its version. */
function versionsOf({ proposals }: Outcome): { name: string; hash: string }[] {
  return [...new Set(proposals.map(({ action }) => action))].flatMap((name) => {
    const hash = actionVersion(name);
    return hash ? [{ name, hash }] : [];
  });
}

/** Why each item came up, by its id: agents go by it too. */
function whysOf(memory: readonly RecalledItem[]): Record<string, string> {
  return Object.fromEntries(memory.map(({ id, why }) => [id, why]));
}

/**
 * Asks an agent: recall, decide, snapshot, and what it said in the run's log.
 * @throws AppError precondition where it lacks what it needs
 */
export async function askAgent(scope: Asking, question: Question): Promise<Answered> {
  const { context, runId, workspaceId } = scope;
  const { agent, step, again } = question;
  // what is asked anew has places of its own in the run's log and among the snapshots
  const place = again ? `${step}:again:${again.round}` : step;
  const subjects = [...question.subjects, { kind: "workspace", id: workspaceId }];
  const reader = agent.name;
  const { about, input, intent } = question;
  const where = draftPlace({ agent: reader, intent, workflow: scope.workflow.id, input, subjects });
  const given = await recallForDraft(context, { place: where, subjects, about });
  const { memory, lessons, preferences } = given;
  const refused = await refusedReads.execute(context, { reader, subjects });
  if (refused) await noteRefused(scope, step, refused);
  // before it is asked: whatever it makes of what it recalled is labelled by it
  const recalled = worstOf(...memory.map(({ taint }) => taint));
  await noteExposure.execute(context, {
    runId,
    taint: recalled,
    privateData: memory.length > 0 ? ["memory"] : [],
  });
  const began = performance.now();
  const { body } = again?.standing ?? {};
  const asked = { guidance: again?.guidance ?? [], standing: typeof body === "string" ? body : null };
  const decided = await decide({ agent, intent, input, ...given, ...asked, now: context.clock.now() });
  const { outcome, heard } = decided;
  const durationMs = performance.now() - began;
  const { snapshotId } = await takeSnapshot.execute(context, {
    runId,
    step: place,
    data: {
      memory: [...memory, ...lessons, ...preferences].map(({ id, version, taint }) => ({ id, version, taint })),
      taint: await labelOfRun.execute(context, { runId }),
      policy: await policyVersion.execute(context, {}),
      agent: agent.name,
      agentHash: declarationHash(agent),
      intent,
      workflow: scope.workflow,
      model: decided.model,
      actions: versionsOf(outcome),
      inputHash: hashOf(input),
    },
    texts: {
      prompts: decided.prompts,
      question: { input, about, subjects, whys: whysOf(memory), ...asked },
      outcome,
    },
  });
  const { findings, confidence, method } = outcome;
  const items = [
    ...memory.map(({ id, text, why }) => ({ id, text, why })),
    ...lessons.map((lesson) => ({ id: lesson.id, text: lesson.text, why: whyTaught(lesson) })),
    ...preferences.map(({ id, text }) => ({ id, text, why: "learnt from your edits" })),
  ];
  const proposals = outcome.proposals.map((draft) => ({ action: draft.action, confidence: draft.confidence }));
  const told = { agent: agent.name, intent, method, confidence, findings, proposals, snapshotId };
  await noteRun.execute(context, {
    entries: [
      { runId, key: `${place}:memory.recalled`, kind: "memory.recalled", step, data: { items } },
      { runId, key: `${place}:agent.outcome`, kind: "agent.outcome", step, durationMs, data: told },
    ],
  });
  if (!again && !question.inShadow) {
    await writeMemories(scope, { step, agent, memories: outcome.memories ?? [] });
  }
  return { outcome, snapshotId, intent, heard };
}
