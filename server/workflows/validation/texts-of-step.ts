import type { Step } from "../schema.ts";

/** How a field of a step is read: an expression, one that must be true or false, a text or JSON with expressions. */
type Reading = "value" | "condition" | "text" | "template";

/** A field of a step that may hold expressions. */
export type Written = {
  at: string;
  as: Reading;
  value: unknown;
  /** asked when the step's own steps are over */
  seesOwn?: boolean;
  /** what a step's `wanted` has just read is at hand */
  seesFound?: boolean;
};

type Optional = Omit<Written, "value"> & { value: unknown };

const entries = (input: object, at: string): Optional[] =>
  Object.entries(input).map(([key, value]) => ({ at: `${at}.${key}`, as: "template", value }));

/** A time span that stands there as it is needs no reading; one that begins with = is an expression. */
const span = (at: string, value: string | undefined): Optional => ({ at, as: "template", value });

function actionTexts(step: Extract<Step, { kind: "action" }>): Optional[] {
  const { wanted, compensation } = step;
  return [
    { at: "proposal", as: "value", value: step.proposal },
    ...entries(step.input ?? {}, "input"),
    { at: "reason", as: "text", value: step.reason },
    ...entries(wanted?.input ?? {}, "wanted.input"),
    { at: "wanted.when", as: "condition", value: wanted?.when, seesFound: true },
    ...(typeof compensation === "object" ? entries(compensation.input, "compensation.input") : []),
  ];
}

function askTexts(step: Extract<Step, { kind: "ask" }>): Optional[] {
  const options = step.options.flatMap((option, index): Optional[] => [
    { at: `options[${index}].label`, as: "text", value: option.label },
    { at: `options[${index}].description`, as: "text", value: option.description },
  ]);
  return [
    { at: "question", as: "text", value: step.question },
    { at: "context", as: "text", value: step.context },
    ...options,
  ];
}

function ownTexts(step: Step): Optional[] {
  switch (step.kind) {
    case "agent":
      return [...entries(step.input, "input"), { at: "about", as: "template", value: step.about }];
    case "action":
      return actionTexts(step);
    case "read":
    case "sub-workflow":
      return entries(step.input, "input");
    case "remember":
      return [
        { at: "subject.id", as: "template", value: step.subject.id },
        { at: "text", as: "text", value: step.text },
      ];
    case "check":
      return [
        { at: "that", as: "condition", value: step.that },
        { at: "otherwise", as: "text", value: step.otherwise },
      ];
    case "wait":
      return [span("for", step.for), { at: "until", as: "value", value: step.until }];
    case "ask":
      return askTexts(step);
    case "notify":
      return [{ at: "text", as: "text", value: step.text }];
    case "answer":
      return [{ at: "value", as: "template", value: step.value }];
    case "withdraw":
      return [
        { at: "proposal", as: "value", value: step.proposal },
        { at: "reason", as: "text", value: step.reason },
      ];
    case "take-back":
      return [
        { at: "run", as: "template", value: step.run },
        { at: "because", as: "text", value: step.because },
      ];
    case "end":
      return [{ at: "summary", as: "text", value: step.summary }];
    case "condition":
      return [{ at: "if", as: "condition", value: step.if }];
    case "wait-for":
      return [{ at: "about", as: "template", value: step.about }, span("timeout", step.timeout)];
    case "for-each":
      return [
        { at: "items", as: "template", value: step.items },
        { at: "until", as: "condition", value: step.until, seesOwn: true },
      ];
    case "parallel":
      return [];
  }
}

/** Every field of a step, its own branches' steps left out, that may hold expressions. */
export function textsOfStep(step: Step): Written[] {
  const all: Optional[] = [{ at: "when", as: "condition", value: step.when }, ...ownTexts(step)];
  return all.filter(({ value }) => value !== undefined);
}
