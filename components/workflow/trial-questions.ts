import type { InputField } from "#server/domains/schedule/schema.ts";
import { branchesIn, drawable, type FlowStep } from "./flow-steps.ts";

/** A step whose end only time or the operator could tell: a trial is told it. */
export type TrialQuestion = {
  id: string;
  title: string;
  kind: "ask" | "wait-for";
  answers: { id: string; label: string }[];
};

const arrivals = [
  { id: "arrives", label: "it arrives" },
  { id: "times-out", label: "it does not come in time" },
];

function optionsOf(step: FlowStep): TrialQuestion["answers"] {
  return drawable(step.options).map((option) => ({ id: option.id, label: String(option.label ?? option.id) }));
}

function within(steps: readonly FlowStep[]): TrialQuestion[] {
  return steps.flatMap((step) => {
    const { id, title, kind } = step;
    const own: TrialQuestion[] =
      kind === "wait-for"
        ? [{ id, title, kind, answers: arrivals }]
        : kind === "ask" && step.wait !== false
          ? [{ id, title, kind, answers: optionsOf(step) }]
          : [];
    return [...own, ...branchesIn(step, "").flatMap((branch) => within(branch.steps))];
  });
}

/** What a trial of a definition has to be told, in the order of its steps. The definition may not be valid yet. */
export function trialQuestions(definition: { steps?: unknown }): TrialQuestion[] {
  return within(drawable(definition.steps));
}

/** Answers by step, as a trial takes them. */
export function trialChoices(questions: readonly TrialQuestion[], answers: Readonly<Record<string, string>>) {
  const answered = questions.filter(({ id }) => answers[id]);
  const of = (kind: TrialQuestion["kind"]) =>
    Object.fromEntries(answered.filter((one) => one.kind === kind).map(({ id }) => [id, answers[id] ?? ""]));
  const waits = Object.entries(of("wait-for")).map(([id, answer]) => [id, answer === "times-out" ? answer : "arrives"]);
  return { options: of("ask"), each: Object.fromEntries(waits) as Record<string, "arrives" | "times-out"> };
}

const wayWords = {
  manual: "A start by hand",
  api: "A start through the API",
  schedule: "A start by a schedule",
} as const;
type Way = keyof typeof wayWords;

/** How a workflow is started where it is not an event that starts it. */
export function waysOf(definition: { triggers?: unknown }): { from: Way; label: string }[] {
  const triggers = drawable(definition.triggers).map(({ on }) => on);
  const ways = Object.keys(wayWords) as Way[];
  return ways.filter((way) => triggers.includes(way)).map((from) => ({ from, label: wayWords[from] }));
}

/** The fields of a workflow's input that can be shown. */
export function inputOf(definition: { input?: unknown }): InputField[] {
  return drawable(definition.input).flatMap(({ name, label, type, required }) =>
    typeof name === "string" && typeof type === "string"
      ? [{ name, label: typeof label === "string" ? label : name, type, required: required !== false }]
      : [],
  );
}
