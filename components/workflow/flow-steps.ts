import type { Definition, Step } from "#server/workflows/schema.ts";

/** The look-ups whose name alone does not say what is looked up. */
const lookUps: Readonly<Record<string, string>> = {
  contact: "the contact",
  invoice: "the invoice",
  invoices: "open invoices",
  "invoices-of-contact": "the contact's invoices",
  "messages-of-contact": "what was written",
  "contact-background": "what the records tell of the contact",
  "account-statement": "what the contact owes",
  "billing-state": "how billing stands",
  "disputed-credit": "the credit and its run",
  "done-in-run": "what this run has done",
  "effects-hold": "whether what it did stands",
};

/** A step of a definition that may not be valid yet: only what is needed to draw it is sure. */
export type FlowStep = { id: string; kind: string; title: string; [field: string]: unknown };

/** A list of steps that a step holds, with what stands above it and its place in the definition. */
export type FlowBranch = { key: string; title: string; field: string; steps: FlowStep[] };

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The steps of a list that can be drawn; what cannot is left out. */
export function drawable(value: unknown): FlowStep[] {
  if (!Array.isArray(value)) return [];
  return value.map((step) =>
    isFields(step)
      ? { ...step, id: String(step.id ?? ""), kind: String(step.kind ?? ""), title: String(step.title ?? "") }
      : { id: "", kind: "", title: "Not a step" },
  );
}

function own(step: FlowStep, field: string, key: string, title: string): FlowBranch[] {
  return Array.isArray(step[key]) ? [{ key, title, field: `${field}.${key}`, steps: drawable(step[key]) }] : [];
}

/** The branches of a step, in their order. */
export function branchesIn(step: FlowStep, field: string): FlowBranch[] {
  if (step.kind === "condition") return [...own(step, field, "yes", "Yes"), ...own(step, field, "no", "No")];
  if (step.kind === "wait-for")
    return [...own(step, field, "onEvent", "It arrives"), ...own(step, field, "onTimeout", "Time runs out")];
  if (step.kind === "for-each") return own(step, field, "steps", "Each time");
  if (step.kind !== "parallel" || !Array.isArray(step.branches)) return [];
  return step.branches.filter(isFields).map((branch, index) => ({
    key: String(branch.id ?? index),
    title: String(branch.title ?? branch.id ?? ""),
    field: `${field}.branches[${index}].steps`,
    steps: drawable(branch.steps),
  }));
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** One line under a step's title: whom it asks, what it does, how long it waits. */
export function aboutStep(step: FlowStep): string {
  switch (step.kind as Step["kind"]) {
    case "agent":
      return `${text(step.agent)} agent`;
    case "action":
      return step.action ? `does ${text(step.action)}` : "carries out the proposal";
    case "read":
      return `looks up ${lookUps[text(step.read)] ?? text(step.read).replaceAll("-", " ")}`;
    case "wait":
      return step.for ? `waits ${text(step.for)}` : "waits until its time";
    case "wait-for":
      return `waits for ${text(step.event)}, at most ${text(step.timeout)}`;
    case "ask":
      return step.wait === false ? "hands it to you, and goes on" : "asks you";
    case "notify":
      return "tells you";
    case "for-each":
      return `for each of at most ${String(step.most)}${Number(step.atOnce ?? 1) > 1 ? `, ${step.atOnce} at once` : ""}`;
    case "sub-workflow":
      return `starts ${text(step.workflow)}${step.wait === false ? ", and goes on" : ""}`;
    case "take-back":
      return "takes back what a run did";
    case "condition":
      return "decides";
    case "parallel":
      return "side by side";
    case "remember":
      return `remembers a ${text(step.memory)}`;
    default:
      return "";
  }
}

/** The value at a place such as steps[2].yes[0]. */
export function valueAt(value: unknown, field: string): unknown {
  let found = value;
  for (const part of partsOf(field)) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Reflect.get(found, part);
  }
  return found;
}

function partsOf(field: string): string[] {
  return field.split(/[.[\]]+/).filter(Boolean);
}

/** A copy with another value at a place; undefined takes the field away. Objects on the way are made where they lack. */
export function withValueAt<T>(value: T, field: string, next: unknown): T {
  const [part, ...rest] = partsOf(field);
  if (part === undefined) return next as T;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...(value as object) };
  const below = rest.length > 0 ? withValueAt(Reflect.get(copy, part) ?? {}, rest.join("."), next) : next;
  if (below === undefined) Reflect.deleteProperty(copy, part);
  else Reflect.set(copy, part, below);
  return copy as T;
}

/** How a workflow starts, in words. */
export function startsOf(definition: Pick<Definition, "triggers"> | Record<string, unknown>): string {
  const { triggers } = definition;
  if (!Array.isArray(triggers)) return "";
  return triggers
    .filter(isFields)
    .map((trigger) => text(trigger.label))
    .join(", or ");
}
