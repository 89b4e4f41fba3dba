import type { Agent, DraftModel, Outcome } from "#server/agents/contract.ts";
import { applyLessons, applyPreferences } from "#server/agents/guidance/index.ts";
import { ownDomain } from "#server/agents/identity-rules.ts";
import { policyVersion } from "#server/domains/autonomy/index.ts";
import type { Heard } from "#server/domains/proposal/schema.ts";
import { labelOfRun, noteExposure, noteRun } from "#server/domains/run/index.ts";
import { hashOf } from "#server/kernel/canonical-json.ts";
import { AppError } from "#server/kernel/errors.ts";
import { worstOf } from "#server/kernel/taint.ts";
import {
  type Lesson,
  type RecalledPreference,
  recall,
  recallLessons,
  recallPreferences,
  takeSnapshot,
} from "#server/memory/index.ts";
import { configuredModel } from "#server/models/configured-model.ts";
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

const dayWords = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });

/** What the operator taught: what they said, and what their edits came to. */
type Teaching = { lessons: readonly Lesson[]; preferences: readonly RecalledPreference[] };

/** Whom a draft is for, as far as the question names them. */
function personOf(input: Record<string, unknown>): { id: string | null; name: string | null; email: string | null } {
  const { id, name, email } = (input.contact ?? {}) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  return { id: text(id), name: text(name), email: text(email) };
}

/** Drafts with what the operator taught about like ones: followed where code can, and named as evidence. */
function taught(
  outcome: Outcome,
  { lessons, preferences }: Teaching,
  person: { name: string | null; now: Date },
): Pick<Answered, "outcome" | "heard"> {
  const made = outcome.proposals.map((draft) => {
    // what is said outweighs what was read off edits: it comes last
    const learnt = applyPreferences(draft, preferences, person);
    const { input, heard } = applyLessons(
      { ...draft, input: learnt.input },
      draft.guided ? lessons.map((one) => ({ ...one, via: "edit" })) : lessons,
      person.now,
    );
    const said = lessons
      .filter((lesson) => lesson.action === draft.action)
      .map(({ id, text, at }) => ({ id, label: `You said on ${dayWords.format(at)}: “${text}”` }));
    const edits = preferences
      .filter(({ id }) => learnt.heard.some(({ memoryId }) => memoryId === id))
      .map(({ id, text }) => ({ id, label: `Your edits: ${text}` }));
    const evidence = [...said, ...edits].map(({ id, label }) => {
      return { kind: "memory" as const, id, label: label.slice(0, 200) };
    });
    return {
      draft: { ...draft, input, evidence: [...draft.evidence, ...evidence].slice(0, 50) },
      heard: [...learnt.heard, ...heard],
    };
  });
  return { outcome: { ...outcome, proposals: made.map(({ draft }) => draft) }, heard: made.map(({ heard }) => heard) };
}

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
export async function askAgent(scope: Asking, question: Question): Promise<Answered> {
  const { context, runId, workspaceId } = scope;
  const { agent, step, again } = question;
  // what is asked anew has places of its own in the run's log and among the snapshots
  const place = again ? `${step}:again:${again.round}` : step;
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
  const like = { agent: agent.name, intent: question.intent, subjects, tiers };
  const lessons = tiers.length ? await recallLessons.execute(context, like) : [];
  const person = personOf(question.input);
  const preferences = tiers.length
    ? await recallPreferences.execute(context, {
        ...{ agent: agent.name, intent: question.intent, workflow: scope.workflow.id, tiers },
        contactId: subjects.find(({ kind }) => kind === "contact")?.id ?? person.id,
        domain: ownDomain(person.email),
      })
    : [];
  // before it is asked: whatever it makes of what it recalled is labelled by it
  const recalled = worstOf(...memory.map(({ taint }) => taint));
  await noteExposure.execute(context, {
    runId,
    taint: recalled,
    privateData: memory.length > 0 ? ["memory"] : [],
  });
  const model = within(configuredModel(), agent.budget.modelCallsPerRun);
  const began = performance.now();
  const { body } = again?.standing ?? {};
  const decided = await intent.decide({
    ...{ input: parsed.data, memory, model },
    guidance: [...lessons.map(({ text }) => text), ...(again?.guidance ?? [])],
    standing: typeof body === "string" ? body : null,
  });
  const { name } = person;
  const { outcome, heard } = taught(decided, { lessons, preferences }, { name, now: context.clock.now() });
  const durationMs = performance.now() - began;
  const { snapshotId } = await takeSnapshot.execute(context, {
    runId,
    step: place,
    data: {
      memory: [...memory, ...lessons, ...preferences].map(({ id, version, taint }) => ({ id, version, taint })),
      taint: await labelOfRun.execute(context, { runId }),
      policy: await policyVersion.execute(context, {}),
      agent: agent.name,
      intent: question.intent,
      workflow: scope.workflow,
      model: model?.name ?? null,
      inputHash: hashOf(question.input),
    },
  });
  const { findings, confidence, method } = outcome;
  const items = [
    ...memory.map(({ id, text, why }) => ({ id, text, why })),
    ...lessons.map(({ id, text, at }) => ({ id, text, why: `you said so on ${dayWords.format(at)}` })),
    ...preferences.map(({ id, text }) => ({ id, text, why: "learnt from your edits" })),
  ];
  const proposals = outcome.proposals.map((draft) => ({ action: draft.action, confidence: draft.confidence }));
  const told = { agent: agent.name, intent: question.intent, method, confidence, findings, proposals, snapshotId };
  await noteRun.execute(context, {
    entries: [
      { runId, key: `${place}:memory.recalled`, kind: "memory.recalled", step, data: { items } },
      { runId, key: `${place}:agent.outcome`, kind: "agent.outcome", step, durationMs, data: told },
    ],
  });
  if (!again && !question.inShadow) {
    await writeMemories(context, { runId, step, agent, memories: outcome.memories ?? [] });
  }
  return { outcome, snapshotId, intent: question.intent, heard };
}
