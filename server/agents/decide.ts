import type { Heard } from "#server/domains/proposal/schema.ts";
import { AppError } from "#server/kernel/errors.ts";
import type { Lesson } from "#server/memory/lessons.ts";
import { configuredModel } from "#server/models/configured-model.ts";
import { meteredModel } from "#server/models/metered-model.ts";
import type { Agent, Outcome, Recalled } from "./contract.ts";
import { applyLessons } from "./guidance/index.ts";

/** What an agent decides from: the whole of it, so that the same can be asked again. */
export type Asked = {
  agent: Agent;
  intent: string;
  input: unknown;
  memory: Recalled[];
  /** what the operator taught before */
  lessons: readonly Lesson[];
  /** what the operator said about this draft */
  guidance: readonly string[];
  /** the text that the operator looked at when they said so */
  standing: string | null;
  now: Date;
};

/** What came of it; `heard` by the place of the proposal. */
export type Decided = {
  outcome: Outcome;
  heard: Heard[][];
  /** of the model; null for the offline method */
  model: string | null;
  /** what the model was sent */
  prompts: string[];
};

const dayWords = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });

/** "you said so on 3 March": why a lesson is among what was recalled. */
export function whyTaught({ at }: Lesson): string {
  return `you said so on ${dayWords.format(at)}`;
}

/** Drafts with what the operator taught about like ones: followed where code can, and named as evidence. */
function taught(outcome: Outcome, lessons: readonly Lesson[], now: Date): Pick<Decided, "outcome" | "heard"> {
  const made = outcome.proposals.map((draft) => {
    const { input, heard } = applyLessons(
      draft,
      draft.guided ? lessons.map((one) => ({ ...one, via: "edit" })) : lessons,
      now,
    );
    const evidence = lessons
      .filter((lesson) => lesson.action === draft.action)
      .map(({ id, text, at }) => {
        const label = `You said on ${dayWords.format(at)}: “${text}”`;
        return { kind: "memory" as const, id, label: label.slice(0, 200) };
      });
    return { draft: { ...draft, input, evidence: [...draft.evidence, ...evidence].slice(0, 50) }, heard };
  });
  return { outcome: { ...outcome, proposals: made.map(({ draft }) => draft) }, heard: made.map(({ heard }) => heard) };
}

/**
 * Has an agent decide, with the model cut to its budget. Nothing is recalled, kept or done here.
 * @throws AppError precondition where it lacks what it needs
 */
export async function decide(asked: Asked): Promise<Decided> {
  const { agent, lessons, now } = asked;
  const intent = agent.intents[asked.intent];
  if (!intent) throw new AppError("precondition", `The ${agent.name} agent has no intent ${asked.intent}`);
  const parsed = intent.input.safeParse(asked.input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = issue?.path.join(".");
    throw new AppError("precondition", `The ${agent.name} agent lacks what it needs: ${field}: ${issue?.message}`);
  }
  const { model, prompts } = meteredModel(configuredModel(), agent.budget.modelCallsPerRun);
  const outcome = await intent.decide({
    ...{ input: parsed.data, memory: asked.memory, model },
    guidance: [...lessons.map(({ text }) => text), ...asked.guidance],
    standing: asked.standing,
  });
  return { ...taught(outcome, lessons, now), model: model?.name ?? null, prompts };
}
