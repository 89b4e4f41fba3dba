import type { Heard } from "#server/domains/proposal/schema.ts";
import { AppError } from "#server/kernel/errors.ts";
import type { Lesson } from "#server/memory/lessons.ts";
import type { RecalledPreference } from "#server/memory/preferences/recalled.ts";
import { configuredModel } from "#server/models/configured-model.ts";
import { meteredModel } from "#server/models/metered-model.ts";
import { addresseeOf } from "./addressee.ts";
import type { Agent, Outcome, Recalled } from "./contract.ts";
import { applyLessons, applyPreferences } from "./guidance/index.ts";

/** What an agent decides from: the whole of it, so that the same can be asked again. */
export type Asked = {
  agent: Agent;
  intent: string;
  input: unknown;
  memory: Recalled[];
  /** what the operator taught before */
  lessons: readonly Lesson[];
  /** what their edits came to */
  preferences: readonly RecalledPreference[];
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
function taught(outcome: Outcome, asked: Asked): Pick<Decided, "outcome" | "heard"> {
  const { lessons, preferences, now } = asked;
  const { name } = addresseeOf(asked.input);
  const made = outcome.proposals.map((draft) => {
    // what is said outweighs what was read off edits: it comes last
    const learnt = applyPreferences(draft, preferences, { name, now });
    const { input, heard } = applyLessons(
      { ...draft, input: learnt.input },
      draft.guided ? lessons.map((one) => ({ ...one, via: "edit" })) : lessons,
      now,
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

/**
 * Has an agent decide, with the model cut to its budget. Nothing is recalled, kept or done here.
 * @throws AppError precondition where it lacks what it needs
 */
export async function decide(asked: Asked): Promise<Decided> {
  const { agent, lessons } = asked;
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
  return { ...taught(outcome, asked), model: model?.name ?? null, prompts };
}
