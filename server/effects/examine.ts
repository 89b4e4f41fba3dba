import { type AnyAction, findAction } from "#server/actions/registry.ts";
import type { CommandScope } from "#server/commands/define-command.ts";
import { readPolicy } from "#server/domains/autonomy/index.ts";
import { inputHashOf } from "#server/domains/proposal/index.ts";
import type { OutsideSpan, PolicyDecision, Preview, ProposalCard, Risk } from "#server/domains/proposal/schema.ts";
import { AppError } from "#server/kernel/errors.ts";
import type { Money } from "#server/kernel/money.ts";
import type { CalibratedConfidence } from "#server/policy/confidence.ts";
import { auditRule, decide, type PolicyFacts } from "#server/policy/index.ts";
import { fieldsOf } from "./card-fields.ts";
import { outsideSpans } from "./outside-spans.ts";
import { outsideTextsOf } from "./outside-texts.ts";
import { readPolicyFacts, type Told } from "./policy-facts.ts";
import { readReversal } from "./reversal.ts";

/** What an action and its input come to, as the records are now. */
export type Examined = {
  action: AnyAction | null;
  input: unknown;
  inputHash: string;
  targets: Record<string, number>;
  preview: Preview;
  fields: ProposalCard["fields"];
  title: string;
  stake: Money | null;
  risk: Risk;
  policy: PolicyDecision;
  /** all that the policy was told, so that another one can be asked the same */
  policyFacts: PolicyFacts;
  calibrated: CalibratedConfidence | null;
  /** it would run by itself, and is put to the operator as a check */
  sampled: boolean;
  /** what of the input came from outside */
  outside: OutsideSpan[];
};

type Request = Told & {
  action: string;
  input: unknown;
  /** the effect that it takes back */
  compensatesId: string | null;
};

type Scope = Pick<CommandScope, "tx" | "context">;

/** Parses an input by its action, previews it, pins the versions it rests on, and asks the policy. Changes nothing. */
export async function examine({ tx, context }: Scope, request: Request): Promise<Examined> {
  const action = findAction(request.action) ?? null;
  const facts = await factsOf({ tx, context }, action, request);
  const { compensatesId } = request;
  const reversal = compensatesId
    ? await readReversal({ tx, context }, { effectId: compensatesId, by: request.action, input: facts.input })
    : null;
  const texts = request.runId && request.taint === "outside" ? await outsideTextsOf(tx, request.runId) : [];
  const policy = await readPolicy({ tx, context });
  const policyFacts = await readPolicyFacts(
    { tx, context },
    {
      policy,
      told: request,
      name: request.action,
      action,
      input: facts.input,
      problem: facts.problem ?? reversal?.problem ?? null,
      stake: facts.stake,
      reversal: reversal?.facts ?? null,
      texts,
    },
  );
  const decision = decide({ policy, facts: policyFacts });
  const { problem: _, ...rest } = facts;
  return {
    ...rest,
    action,
    risk: action?.risk ?? "external",
    policy: { ...decision, version: policy.version },
    policyFacts,
    calibrated: policyFacts.confidence,
    sampled: decision.rule === auditRule,
    outside: outsideSpans(facts.input, texts),
  };
}

type Found = "action" | "policy" | "policyFacts" | "calibrated" | "sampled" | "risk" | "outside";
type Facts = Omit<Examined, Found> & { problem: string | null };

async function factsOf(scope: Scope, action: AnyAction | null, request: Request): Promise<Facts> {
  const nothing = (input: unknown, problem: string): Facts => ({
    input,
    inputHash: inputHashOf({ action: request.action, input, targets: {} }),
    targets: {},
    preview: { kind: "record", heading: "This cannot be done", rows: [] },
    fields: [],
    title: request.action,
    stake: null,
    problem,
  });
  if (!action) return nothing(request.input, `There is no action named ${request.action}.`);
  const parsed = action.input.safeParse(request.input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return nothing(request.input, `The input is not valid: ${issue?.path.join(".") || "input"}: ${issue?.message}.`);
  }
  const input = parsed.data;
  try {
    const preview = await action.preview({ ...scope, input });
    const targets = await action.targets({ ...scope, input });
    return {
      input,
      inputHash: inputHashOf({ action: action.name, input, targets }),
      targets,
      preview,
      fields: fieldsOf(action, input),
      title: action.title(input),
      stake: action.stake(input),
      problem: null,
    };
  } catch (error) {
    // the records say no: the proposal is refused with the reason; anything else is a fault and must not pass for one
    if (error instanceof AppError && (error.code === "precondition" || error.code === "invalid")) {
      return { ...nothing(input, error.message), title: action.title(input) };
    }
    throw error;
  }
}
