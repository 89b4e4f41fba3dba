import { AppError } from "#server/kernel/errors.ts";
import { evaluate, fillTemplate, fillText, holds, type Plain, textExpressions } from "../expressions/index.ts";
import type { Step, StepOf } from "../schema.ts";
import { type Frame, scopeOf } from "./frame.ts";
import type { ActionRequest, Place, Result } from "./ports.ts";

/** Steps that hold no others and do not end the run. */
type Leaf = Exclude<Step, StepOf<"condition" | "parallel" | "wait-for" | "for-each" | "end">>;
type Act = () => Promise<Result>;
type Values = Record<string, Plain>;

const lengthText = /^[1-9]\d{0,4}[smhdw]$/;
const isRecord = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A length of time from a literal, or from an expression: a text such as 3d, or seconds. */
export function lengthOf(given: string, scope: Values): string {
  const value = given.startsWith("=") ? evaluate(given.slice(1), scope) : given;
  if (typeof value === "number" && value >= 1) return `${Math.ceil(value)}s`;
  if (typeof value === "string" && lengthText.test(value)) return value;
  throw new AppError("precondition", `${JSON.stringify(value)} is no length of time, such as 3d`);
}

function timeOf(expression: string, scope: Values): string {
  const value = evaluate(expression.startsWith("=") ? expression.slice(1) : expression, scope);
  const at = typeof value === "string" ? new Date(value) : new Date(Number.NaN);
  if (Number.isNaN(at.getTime())) throw new AppError("precondition", `${JSON.stringify(value)} is no time`);
  return at.toISOString();
}

function proposalIn(expression: string, scope: Values): { proposalId: string; status: string } {
  const value = evaluate(expression, scope);
  if (isRecord(value) && typeof value.proposalId === "string") {
    return { proposalId: value.proposalId, status: String(value.status ?? "pending") };
  }
  throw new AppError("precondition", `${expression} is no proposal`);
}

const figureText =
  /^(?:\p{Sc}?\s?-?[\d.,\s]+(?:\s?\p{Sc}|\s?[A-Z]{3})?|[A-Z]{0,6}[-/.]?[\dA-Z]{0,10}\d[\d./-]{0,20}|s?)$/u;

/** A number, a yes or no, an amount, a date, a document's number, or the s of a plural: no room for anybody's words. */
function isFigure(value: Plain): boolean {
  return (
    value === null ||
    (typeof value !== "object" && (typeof value !== "string" || (value.length <= 40 && figureText.test(value))))
  );
}

function filled(template: Record<string, unknown>, scope: Values): Values {
  return fillTemplate(template, scope) as Values;
}

function actionRequest(step: StepOf<"action">, scope: Values): ActionRequest {
  const { proposal, action, input, reason, wanted, compensation, ifExpired } = step;
  const reversal =
    typeof compensation === "string"
      ? compensation
      : { action: compensation.action, input: filled(compensation.input, scope) };
  const asked = wanted && {
    read: wanted.read,
    input: filled(wanted.input, scope),
    holds: (found: Plain) => holds(wanted.when, { ...scope, found }),
  };
  const common = { compensation: reversal, ...(asked ? { wanted: asked } : {}), ...(ifExpired ? { ifExpired } : {}) };
  if (proposal) return { ...common, proposal: proposalIn(proposal, scope) };
  if (!action) throw new AppError("precondition", "The step names neither a proposal nor an action");
  const draft = { action, input: filled(input ?? {}, scope), reason: fillText(reason ?? step.title, scope) };
  return { ...common, draft };
}

function aboutOf(step: StepOf<"agent">, scope: Values): string {
  if (step.about !== undefined) return String(fillTemplate(step.about, scope) ?? "");
  const { message } = scope;
  return isRecord(message) ? `${message.subject ?? ""}\n${message.body ?? ""}` : "";
}

/**
 * Reads what a step needs out of the scope, and gives back the call of its port. Reading is pure and comes first.
 * @throws AppError where an expression fails, or a check does not hold
 */
export function prepare(step: Leaf, place: Place, frame: Frame): Act {
  const { ports } = frame.walk;
  const scope = scopeOf(frame);
  const done = (output: Plain): Act => {
    return async () => {
      ports.note(place, { kind: "completed", output });
      return { output };
    };
  };
  switch (step.kind) {
    case "agent": {
      const { agent, intent, settle, ifExpired } = step;
      const about = aboutOf(step, scope).slice(0, 20_000);
      const input = filled(step.input, scope);
      return () => ports.agent(place, { agent, intent, settle, about, input, ...(ifExpired ? { ifExpired } : {}) });
    }
    case "action": {
      const request = actionRequest(step, scope);
      return () => ports.action(place, request);
    }
    case "read": {
      const input = filled(step.input, scope);
      return () => ports.read(place, { read: step.read, input });
    }
    case "remember": {
      const { tier, memory, confidence, taint, subject } = step;
      const id = String(fillTemplate(subject.id, scope) ?? "");
      const text = fillText(step.text, scope).slice(0, 2_000);
      const figures = textExpressions(step.text).every(({ expression }) => isFigure(evaluate(expression, scope)));
      return () =>
        ports.remember(place, { tier, memory, confidence, taint, text, figures, subject: { kind: subject.kind, id } });
    }
    case "check":
      if (holds(step.that, scope)) return done({ holds: true });
      throw new AppError("precondition", fillText(step.otherwise, scope).slice(0, 1_000));
    case "wait": {
      const request = step.until ? { until: timeOf(step.until, scope) } : { length: lengthOf(step.for ?? "", scope) };
      return () => ports.wait(place, request);
    }
    case "ask": {
      const { options, wait, timeout, otherwise } = step;
      const question = fillText(step.question, scope).slice(0, 200);
      const context = fillText(step.context, scope).slice(0, 2_000);
      const request = { options, wait, timeout, question, context, ...(otherwise ? { otherwise } : {}) };
      return () => ports.ask(place, request);
    }
    case "notify": {
      const text = fillText(step.text, scope).slice(0, 2_000);
      return () => ports.notify(place, { text });
    }
    case "answer": {
      const value = fillTemplate(step.value, scope);
      return () => ports.answer(place, { value });
    }
    case "withdraw": {
      const { proposalId } = proposalIn(step.proposal, scope);
      const reason = fillText(step.reason, scope).slice(0, 500);
      return () => ports.withdraw(place, { proposalId, reason });
    }
    case "take-back": {
      const runId = String(fillTemplate(step.run, scope) ?? "");
      const because = fillText(step.because, scope).slice(0, 500);
      return () => ports.takeBack(place, { runId, because });
    }
    case "sub-workflow": {
      const input = filled(step.input, scope);
      return () => ports.startRun(place, { workflow: step.workflow, input, wait: step.wait });
    }
  }
}
