import { z } from "zod";

const name = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "must be kebab-case: small letters, digits and hyphens")
  .meta({
    id: "Name",
    description: "kebab-case. A step's id is unique in the whole definition, so it survives a move.",
  });

const expression = z.string().min(1).max(2_000).meta({
  id: "Expression",
  description:
    "CEL (Common Expression Language) over what the run knows: event, contact, message, payment, invoice, sender, workspace, input, run, steps['id'], and item and index inside a for-each.",
});

const duration = z
  .string()
  .regex(/^[1-9]\d{0,4}[smhdw]$/, "must be a number and one of s m h d w, e.g. 10m")
  .meta({ id: "Duration", description: "A number and a unit: 30s, 10m, 4h, 3d, 2w. A day is 24 hours." });

const template = z.json().meta({
  id: "Template",
  description:
    'JSON whose texts may hold expressions: "=expr" stands for the value, "… {{expr}} …" puts it into the text.',
});
const words = (most: number) => z.string().min(1).max(most);

/** When an event starts the workflow: its type, what intake read in it, and what must hold of its attributes. */
const eventTrigger = z.strictObject({
  on: z.literal("event"),
  label: words(120).describe('In the operator\'s words: "a payment that failed"'),
  types: z.array(words(100)).min(1).max(20).describe("Types of canonical events, e.g. message.received"),
  intents: z.array(words(60)).max(20).default([]).describe("Intake's intents; empty means any"),
  when: expression
    .optional()
    .describe("What must hold of the event, e.g. 'payment.amountMinor > 10000 && contact.attributes.vip == true'"),
});
const otherTrigger = z.strictObject({ on: z.enum(["schedule", "manual", "api"]), label: words(120) });

/** A field of the input that a manual start, the API, a schedule or another workflow gives. */
const inputField = z.strictObject({
  name: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, "must be camelCase"),
  label: words(80),
  type: z.enum(["text", "number", "boolean", "date", "contact", "invoice"]),
  required: z.boolean().default(true),
});

const retries = z.strictObject({
  most: z.int().min(0).max(20).describe("Tries after the first"),
  backoff: duration.default("10s").describe("Before the second try"),
  growth: z.number().min(1).max(10).default(2).describe("Each pause is this many times the one before"),
  longest: duration.default("1h").describe("No pause is longer"),
});

/** A promise of time. `work` stops the clock while the operator has something to decide. */
const sla = z.strictObject({ within: duration, counts: z.enum(["work", "all"]).default("work") });

const common = {
  id: name,
  title: words(120),
  when: expression.optional().describe("The step is left out where this is not true"),
  sla: sla.optional(),
  onFailure: z
    .enum(["fail", "continue", "escalate"])
    .default("fail")
    .describe("What becomes of the run when the step fails for good: it fails, goes on, or goes on with a review task"),
};
const ifExpired = words(200)
  .optional()
  .describe(
    "What happens when nobody decides, for the card: 'and the run goes on with the follow-up'. Never an execution",
  );
/** For steps that call something. */
const tried = { retries: retries.optional(), timeout: duration.optional() };

const agentStep = z.strictObject({
  ...common,
  ...tried,
  kind: z.literal("agent"),
  agent: name,
  intent: name,
  input: z.record(z.string(), template).default({}),
  about: template.optional().describe("What its memory is searched by; the message by default"),
  settle: z
    .enum(["now", "later"])
    .default("now")
    .describe(
      "'now': its proposals are carried out in this step, side by side; 'later': by action steps that name them",
    ),
  ifExpired,
});
const actionStep = z.strictObject({
  ...common,
  ...tried,
  kind: z.literal("action"),
  /** a proposal of an earlier agent step, e.g. `steps['draft-reply'].proposals[0]` … */
  proposal: expression.optional(),
  /** … or an action of the registry with its input */
  action: z.string().max(64).optional(),
  input: z.record(z.string(), template).optional(),
  reason: words(500).optional(),
  ifExpired,
  /** asked again before it waits: the proposal is withdrawn where this is not true, e.g. the invoice was paid meanwhile */
  wanted: z
    .strictObject({ read: name, input: z.record(z.string(), template).default({}), when: expression })
    .optional(),
  /** when the run fails later: undo it by its declared reversal, leave it, or do another action */
  compensation: z
    .union([
      z.enum(["reverse", "keep"]),
      z.strictObject({ action: z.string().max(64), input: z.record(z.string(), template) }),
    ])
    .default("reverse"),
});
const readStep = z.strictObject({
  ...common,
  ...tried,
  kind: z.literal("read"),
  read: name,
  input: z.record(z.string(), template).default({}),
});
const rememberStep = z.strictObject({
  ...common,
  kind: z.literal("remember"),
  tier: z.enum(["session", "profile", "canonical"]),
  memory: z.enum(["preference", "fact", "summary", "style", "term"]),
  subject: z.strictObject({ kind: z.enum(["contact", "invoice", "run", "workspace"]), id: template }),
  text: words(2_000),
  confidence: z.number().min(0).max(1).default(0.8),
  taint: z
    .enum(["event", "operator"])
    .default("event")
    .describe("'event': as trusted as the event; 'operator': made of our own records alone"),
});
/** Fails the run with the given words where `that` does not hold: the validating end of a chain. */
const checkStep = z.strictObject({ ...common, kind: z.literal("check"), that: expression, otherwise: words(1_000) });
const waitStep = z.strictObject({
  ...common,
  kind: z.literal("wait"),
  for: z.union([duration, z.string().startsWith("=")]).optional(),
  until: expression.optional().describe("A time as an expression, e.g. 'timestamp(invoice.dueAt)'"),
});
const askStep = z.strictObject({
  ...common,
  kind: z.literal("ask"),
  question: words(1_000),
  context: z.string().max(2_000).default(""),
  options: z
    .array(
      z.strictObject({ id: name, label: words(40), description: words(200), does: z.enum(["run.task"]).optional() }),
    )
    .min(2)
    .max(5),
  wait: z.boolean().default(true).describe("false: the question is put and the run goes on"),
  timeout: duration.default("7d"),
  otherwise: name.optional().describe("The option that silence means; without it silence fails the step"),
});
const notifyStep = z.strictObject({ ...common, kind: z.literal("notify"), text: words(1_000) });
/** What a caller that waits is answered at once; the run goes on. */
const answerStep = z.strictObject({ ...common, kind: z.literal("answer"), value: template });
const withdrawStep = z.strictObject({
  ...common,
  kind: z.literal("withdraw"),
  proposal: expression,
  reason: words(300),
});
/** Ends the run here, with one line on what came of it. */
const endStep = z.strictObject({
  ...common,
  kind: z.literal("end"),
  summary: words(1_000),
  as: z.enum(["succeeded", "failed"]).default("succeeded"),
});
const subWorkflowStep = z.strictObject({
  ...common,
  kind: z.literal("sub-workflow"),
  workflow: name,
  input: z.record(z.string(), template).default({}),
  wait: z.boolean().default(true).describe("false: it is started and not waited for"),
});

/** Takes back what another run did, newest first; of a run that did not fail each reversal asks. */
const takeBackStep = z.strictObject({
  ...common,
  kind: z.literal("take-back"),
  run: template.describe("The run's id"),
  because: words(500),
});

const condition = z.strictObject({ ...common, kind: z.literal("condition"), if: expression });
const branch = z.strictObject({ id: name, title: words(120), sla: sla.optional() });
/** Side by side; a branch that fails does not stop the others. */
const parallel = z.strictObject({ ...common, kind: z.literal("parallel") });
const waitFor = z.strictObject({
  ...common,
  kind: z.literal("wait-for"),
  event: words(100).describe("invoice.settled, or the type of a canonical event"),
  about: template.describe('The record that the event is about, as kind:id: "invoice:{{steps.find.invoiceId}}"'),
  timeout: z.union([duration, z.string().startsWith("=")]),
});
const forEach = z.strictObject({
  ...common,
  kind: z.literal("for-each"),
  items: template,
  most: z.int().min(1).max(1_000).describe("More items than this fail the step: nothing runs without a bound"),
  atOnce: z.int().min(1).max(10).default(1).describe("How many at once"),
  until: expression
    .optional()
    .describe("Asked after each item; the rest is left out where it is true. Only one at a time"),
});

type Nesting<Steps> = {
  condition: { yes: Steps; no?: Steps | undefined };
  branch: { steps: Steps };
  waitFor: { onEvent?: Steps | undefined; onTimeout?: Steps | undefined };
  forEach: { steps: Steps };
};
type Out<S extends z.ZodType> = z.output<S>;
type In<S extends z.ZodType> = z.input<S>;
type OutNesting = Nesting<Step[]>;
type InNesting = Nesting<StepInput[]>;
/** A step of a checked definition. */
export type Step =
  | Out<typeof leafStep>
  | (Out<typeof condition> & OutNesting["condition"])
  | (Out<typeof parallel> & { branches: (Out<typeof branch> & OutNesting["branch"])[] })
  | (Out<typeof waitFor> & OutNesting["waitFor"])
  | (Out<typeof forEach> & OutNesting["forEach"]);
type StepInput =
  | In<typeof leafStep>
  | (In<typeof condition> & InNesting["condition"])
  | (In<typeof parallel> & { branches: (In<typeof branch> & InNesting["branch"])[] })
  | (In<typeof waitFor> & InNesting["waitFor"])
  | (In<typeof forEach> & InNesting["forEach"]);

const leaves = [
  agentStep,
  actionStep,
  readStep,
  rememberStep,
  checkStep,
  waitStep,
  askStep,
  notifyStep,
  answerStep,
  withdrawStep,
  endStep,
  subWorkflowStep,
  takeBackStep,
] as const;
const leafStep = z.discriminatedUnion("kind", leaves);
const steps: z.ZodType<Step[], StepInput[]> = z.lazy(() => z.array(stepSchema).min(1).max(100)).meta({ id: "Steps" });

/** One step of a definition. */
export const stepSchema = z.discriminatedUnion("kind", [
  ...leaves,
  condition.extend({ yes: steps, no: steps.optional() }),
  parallel.extend({ branches: z.array(branch.extend({ steps })).min(2).max(10) }),
  waitFor.extend({ onEvent: steps.optional(), onTimeout: steps.optional() }),
  forEach.extend({ steps }),
]);
/** A workflow as data: what starts it, what it does step by step, and what happens when something goes wrong. */
export const definitionSchema = z.strictObject({
  workflow: name,
  name: words(60),
  purpose: words(300),
  triggers: z
    .array(z.discriminatedUnion("on", [eventTrigger, otherTrigger]))
    .min(1)
    .max(10),
  input: z.array(inputField).max(20).default([]),
  subject: template
    .optional()
    .describe(
      "What a run is about, as 'kind:id': at most one open run of the workflow per subject; the second ends at once",
    ),
  sla: sla.optional(),
  onFailure: z
    .enum(["compensate", "keep"])
    .default("compensate")
    .describe("When a run fails: its executed effects are reversed, or kept"),
  steps,
  summary: words(1_000).describe(
    "One line on what came of it, for runs that come to the last step; cut at 300 characters once it is filled in",
  ),
});

/** A checked definition. */
export type Definition = z.output<typeof definitionSchema>;
/** A definition as it is written, defaults left out. */
export type DefinitionInput = z.input<typeof definitionSchema>;
export type StepOf<K extends Step["kind"]> = Extract<Step, { kind: K }>;
