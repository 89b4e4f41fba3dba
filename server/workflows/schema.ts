import { z } from "zod";

/** kebab-case; unique in the whole definition, so that a step keeps its name when it is moved. */
const name = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "must be kebab-case: small letters, digits and hyphens");

/** An expression in CEL (Common Expression Language) over what the run knows: event, contact, message, input, steps … */
const expression = z.string().min(1).max(2_000);

/** A number and a unit: 30s, 10m, 4h, 3d, 2w. A day is 24 hours. */
const duration = z.string().regex(/^[1-9]\d{0,4}[smhdw]$/, "must be a number and one of s m h d w, e.g. 10m");

/** JSON whose texts may hold expressions: "=expr" stands for the value, "… {{expr}} …" puts it into the text. */
const template = z.json();
const words = (most: number) => z.string().min(1).max(most);

/** When an event starts the workflow: its type, what intake read in it, and what must hold of its attributes. */
const eventTrigger = z.strictObject({
  on: z.literal("event"),
  /** in the operator's words: "a payment that failed" */
  label: words(120),
  /** types of canonical events, e.g. message.received */
  types: z.array(words(100)).min(1).max(20),
  /** intake's intents; empty means any */
  intents: z.array(words(60)).max(20).default([]),
  /** what must hold of the event, e.g. `payment.amountMinor > 10000 && contact.attributes.vip == true` */
  when: expression.optional(),
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
  /** tries after the first */
  most: z.int().min(0).max(20),
  /** before the second try */
  backoff: duration.default("10s"),
  /** each pause is this many times the one before */
  growth: z.number().min(1).max(10).default(2),
  /** no pause is longer */
  longest: duration.default("1h"),
});

/** A promise of time. `work` stops the clock while the operator has something to decide. */
const sla = z.strictObject({ within: duration, counts: z.enum(["work", "all"]).default("work") });

const common = {
  id: name,
  title: words(120),
  /** the step is left out where this is not true */
  when: expression.optional(),
  sla: sla.optional(),
  /** what becomes of the run when the step fails for good: it fails, goes on, or goes on with a review task */
  onFailure: z.enum(["fail", "continue", "escalate"]).default("fail"),
};
/** For steps that call something. */
const tried = { retries: retries.optional(), timeout: duration.optional() };

const agentStep = z.strictObject({
  ...common,
  ...tried,
  kind: z.literal("agent"),
  agent: name,
  intent: name,
  input: z.record(z.string(), template).default({}),
  /** what its memory is searched by; the message by default */
  about: template.optional(),
  /** `now`: its proposals are carried out in this step, side by side; `later`: by action steps that name them */
  settle: z.enum(["now", "later"]).default("now"),
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
  /** `event`: as trusted as the event; `operator`: made of our own records alone */
  taint: z.enum(["event", "operator"]).default("event"),
});
/** Fails the run with the given words where `that` does not hold: the validating end of a chain. */
const checkStep = z.strictObject({ ...common, kind: z.literal("check"), that: expression, otherwise: words(1_000) });
const waitStep = z.strictObject({
  ...common,
  kind: z.literal("wait"),
  for: z.union([duration, z.string().startsWith("=")]).optional(),
  /** a time as an expression, e.g. `timestamp(invoice.dueAt)` */
  until: expression.optional(),
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
  /** false: the question is put and the run goes on */
  wait: z.boolean().default(true),
  timeout: duration.default("7d"),
  /** the option that silence means; without it silence fails the step */
  otherwise: name.optional(),
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
  /** false: it is started and not waited for */
  wait: z.boolean().default(true),
});

const condition = z.strictObject({ ...common, kind: z.literal("condition"), if: expression });
const branch = z.strictObject({ id: name, title: words(120), sla: sla.optional() });
/** Side by side; a branch that fails does not stop the others. */
const parallel = z.strictObject({ ...common, kind: z.literal("parallel") });
const waitFor = z.strictObject({
  ...common,
  kind: z.literal("wait-for"),
  /** invoice.settled, or the type of a canonical event */
  event: words(100),
  /** the record that the event is about, as `kind:id`: "invoice:{{steps.find.invoiceId}}" */
  about: template,
  timeout: z.union([duration, z.string().startsWith("=")]),
});
const forEach = z.strictObject({
  ...common,
  kind: z.literal("for-each"),
  items: template,
  /** more items than this fail the step: nothing runs without a bound */
  most: z.int().min(1).max(1_000),
  /** how many at once */
  atOnce: z.int().min(1).max(10).default(1),
  /** asked after each item; the rest is left out where it is true. Only one at a time */
  until: expression.optional(),
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
  /** what a run is about, as `kind:id`: at most one open run of the workflow per subject; the second ends at once */
  subject: template.optional(),
  sla: sla.optional(),
  /** when a run fails: its executed effects are reversed, or kept */
  onFailure: z.enum(["compensate", "keep"]).default("compensate"),
  steps,
  /** one line on what came of it, for runs that come to the last step; cut at 300 characters once it is filled in */
  summary: words(1_000),
});

/** A checked definition. */
export type Definition = z.output<typeof definitionSchema>;
/** A definition as it is written, defaults left out. */
export type DefinitionInput = z.input<typeof definitionSchema>;
export type StepOf<K extends Step["kind"]> = Extract<Step, { kind: K }>;
export type Trigger = Definition["triggers"][number];
