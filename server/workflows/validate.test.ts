import { describe, expect, test } from "vitest";
import { builtIns } from "./meta.ts";
import {
  action,
  ask,
  base,
  draft,
  fork,
  loop,
  note,
  problemsOf,
  type Steps,
  task,
  vocabulary,
} from "./test-definitions.ts";
import { type Vocabulary, validateDefinition } from "./validate.ts";

const nest = (levels: number): Steps =>
  levels === 1
    ? [note("deepest")]
    : [{ id: `fork-${levels}`, title: "Fork", kind: "condition", if: "true", yes: nest(levels - 1) }];
// biome-ignore lint/suspicious/noExplicitAny: rows hold what no author should write
type Row = [why: string, steps: any, step: string | null, field: string, message: RegExp, more?: object];

const rows: Row[] = [
  ["a field that is missing", [{ ...note("a"), text: undefined }], "a", "steps[0].text", /^is missing$/],
  ["a field that there is not", [{ ...note("a"), colour: "red" }], "a", "steps[0]", /no field colour/],
  ["an unknown kind", [{ ...note("a"), kind: "dance" }], "a", "steps[0].kind", /must be one of .*agent, action/],
  ["an id that is none", [note("Not Kebab")], "Not Kebab", "steps[0].id", /kebab-case/],
  ["a wrong duration", [{ id: "w", title: "W", kind: "wait", for: "ten" }], "w", "steps[0].for", /s m h d w/],
  ["a shape error in a branch", [fork([{ ...note("b"), title: 3 } as never])], "b", "steps[0].yes[0].title", /a text/],
  ["no steps", [], null, "steps", /at least 1 entries/],
  ["a trigger that is none", [note("a")], null, "triggers[0].label", /is missing/, { triggers: [{ on: "manual" }] }],
  ["two steps of one id", [note("a"), fork([note("a")])], "a", "steps[1].yes[0].id", /two steps "a"/],
  [
    "two branches of one id",
    [
      {
        id: "p",
        title: "P",
        kind: "parallel",
        branches: ["a", "b"].map((id) => ({ id: "same", title: "S", steps: [note(id)] })),
      },
    ],
    "p",
    "steps[0].branches[1].id",
    /two branches "same"/,
  ],
  [
    "two input fields of one name",
    [note("a")],
    null,
    "input[1].name",
    /two fields/,
    {
      input: [1, 2].map(() => ({ name: "x", label: "X", type: "text" })),
    },
  ],
  ["an unknown agent", [draft({ agent: "painter" })], "draft", "steps[0].agent", /no agent "painter".*writer, reader/],
  ["an unknown intent", [draft({ intent: "paint" })], "draft", "steps[0].intent", /no intent "paint".*draft/],
  ["an unknown action", [action({ action: "x.y", input: {} })], "act", "steps[0].action", /no action "x.y"/],
  ["an unknown read", [{ id: "r", title: "R", kind: "read", read: "x" }], "r", "steps[0].read", /no read "x".*invoice/],
  [
    "an unknown read in wanted",
    [draft({ settle: "later" }), action({ proposal: "steps.draft.proposals[0]", wanted: { read: "x", when: "true" } })],
    "act",
    "steps[1].wanted.read",
    /no read "x"/,
  ],
  [
    "an unknown action that compensates",
    [{ ...task, compensation: { action: "x.y", input: {} } }],
    "act",
    "steps[0].compensation.action",
    /no action/,
  ],
  [
    "an unknown workflow",
    [{ id: "s", title: "S", kind: "sub-workflow", workflow: "none" }],
    "s",
    "steps[0].workflow",
    /no workflow "none"/,
  ],
  [
    "a sub-workflow's input that is missing",
    [{ id: "s", title: "S", kind: "sub-workflow", workflow: "child", input: { sum: 1 } }],
    "s",
    "steps[0].input.amount",
    /is missing/,
  ],
  [
    "a sub-workflow's input that there is not",
    [{ id: "s", title: "S", kind: "sub-workflow", workflow: "leaf", input: { sum: 1 } }],
    "s",
    "steps[0].input.sum",
    /no such field/,
  ],
  ["an agent's input that is missing", [draft({ input: {} })], "draft", "steps[0].input.contact", /is missing/],
  [
    "an agent's input that there is not",
    [draft({ input: { contact: "=contact", mood: "good" } })],
    "draft",
    "steps[0].input.mood",
    /no such field; there are contact, tone/,
  ],
  [
    "a field missing deep inside",
    [draft({ input: { contact: { id: "=contact.id" } } })],
    "draft",
    "steps[0].input.contact.name",
    /is missing/,
  ],
  [
    "a fixed value that does not fit",
    [action({ action: "task.create", input: { title: "=event.id", dueOn: "soon" } })],
    "act",
    "steps[0].input.dueOn",
    /date/,
  ],
  [
    "an agent that may not propose",
    [
      { id: "look", title: "L", kind: "agent", agent: "reader", intent: "read", settle: "later" },
      action({ proposal: "steps.look.proposals[0]" }),
    ],
    "act",
    "steps[1].proposal",
    /reader agent may not propose/,
  ],
  [
    "a proposal of a step that makes none",
    [note("a"), action({ proposal: "steps.a.proposals[0]" })],
    "act",
    "steps[1].proposal",
    /no agent step/,
  ],
  [
    "a proposal that its step settles itself",
    [draft(), action({ proposal: "steps.draft.proposals[0]" })],
    "act",
    "steps[1].proposal",
    /"settle": "later"/,
  ],
  ["a proposal from nowhere", [action({ proposal: "event.id" })], "act", "steps[0].proposal", /must name a proposal/],
  ["an expression that does not parse", [{ ...note("a"), when: "1 +" }], "a", "steps[0].when", /expression "1 \+"/],
  ["a condition that is no truth", [{ ...note("a"), when: "1 + 1" }], "a", "steps[0].when", /true or false, not int/],
  ["an unknown variable", [note("a", "{{customer.name}}")], "a", "steps[0].text", /Unknown variable: customer/],
  ["braces that are not closed", [note("a", "{{contact.name")], "a", "steps[0].text", /not closed/],
  ["an input field that there is not", [note("a", "{{input.sum}}")], "a", "steps[0].text", /no field "sum"/],
  ["item outside a loop", [note("a", "{{item}}")], "a", "steps[0].text", /item exists inside a for-each only/],
  ["found outside wanted", [note("a", "{{found}}")], "a", "steps[0].text", /found exists in `wanted` only/],
  ["a step that there is not", [note("a", "{{steps.b}}")], "a", "steps[0].text", /no step "b"/],
  ["a step that comes later", [note("a", "{{steps.b}}"), note("b")], "a", "steps[0].text", /"b" has not run by then/],
  ["the step itself", [note("a", "{{steps.a}}")], "a", "steps[0].text", /"a" has not run by then/],
  ["a step chosen at run time", [note("a", "{{steps[event.id]}}")], "a", "steps[0].text", /named in quotes/],
  [
    "a step in another branch",
    [fork([note("a")], [note("b", "{{steps.a}}")])],
    "b",
    "steps[0].no[0].text",
    /"a" stands in another branch of "fork"/,
  ],
  [
    "a step inside a loop, from outside",
    [loop(), note("a", "{{steps.inside}}")],
    "a",
    "steps[1].text",
    /"inside" runs once per item of "loop"/,
  ],
  [
    "a step in the trigger",
    [note("a")],
    null,
    "triggers[0].when",
    /steps is not known yet/,
    {
      triggers: [{ on: "event", label: "x", types: ["x"], when: "steps.a != null" }],
    },
  ],
  ["a step in the subject", [note("a")], null, "subject", /steps is not known yet/, { subject: "x:{{steps.a}}" }],
  ["a step of a loop in the summary", [loop()], null, "summary", /once per item/, { summary: "{{steps.inside}}" }],
  ["neither for nor until", [{ id: "w", title: "W", kind: "wait" }], "w", "steps[0].for", /exactly one/],
  [
    "both for and until",
    [{ id: "w", title: "W", kind: "wait", for: "1d", until: "event.at" }],
    "w",
    "steps[0].for",
    /exactly one/,
  ],
  ["neither proposal nor action", [action({})], "act", "steps[0].action", /name a proposal, or an action/],
  ["an action without input", [action({ action: "task.create" })], "act", "steps[0].input", /is missing/],
  [
    "both proposal and action",
    [draft({ settle: "later" }), { ...task, proposal: "steps.draft.proposals[0]" }],
    "act",
    "steps[1].action",
    /not both/,
  ],
  ["one option alone", [ask({ options: ask().options.slice(1) })], "ask", "steps[0].options", /at least 2/],
  [
    "two options of one id",
    [ask({ options: [ask().options[0], ask().options[0]] })],
    "ask",
    "steps[0].options[1].id",
    /two options/,
  ],
  ["silence that is no option", [ask({ otherwise: "maybe" })], "ask", "steps[0].otherwise", /no option "maybe"/],
  ["until side by side", [loop({ atOnce: 2, until: "true" })], "loop", "steps[0].until", /one can run at a time/],
  [
    "a step after the end",
    [{ id: "end", title: "E", kind: "end", summary: "x" }, note("a")],
    "a",
    "steps[1]",
    /never reached/,
  ],
  [
    "a step after two ends",
    [
      fork(
        [{ id: "one", title: "E", kind: "end", summary: "x" }],
        [{ id: "two", title: "E", kind: "end", summary: "x" }],
      ),
      note("a"),
    ],
    "a",
    "steps[1]",
    /never reached/,
  ],
  [
    "a workflow that starts itself",
    [{ id: "s", title: "S", kind: "sub-workflow", workflow: "own" }],
    "s",
    "steps[0].workflow",
    /own → own/,
  ],
  [
    "a workflow that starts itself by way of others",
    [{ id: "s", title: "S", kind: "sub-workflow", workflow: "child", input: { amount: 1 } }],
    "s",
    "steps[0].workflow",
    /own → child → grandchild → own/,
  ],
  ["too deep a nesting", nest(7), "deepest", `steps[0]${".yes[0]".repeat(6)}`, /more than 6 levels/],
  [
    "too many steps",
    [1, 2, 3].map((list) => fork(Array.from({ length: 80 }, (_, index) => note(`n-${list}-${index}`)))),
    null,
    "steps",
    /243 steps; at most 200/,
  ],
];

describe("validation names step and field of", () => {
  test.each(rows)("%s", (_, steps, step, field, message, more) => {
    expect(problemsOf(steps, more)).toContainEqual({ step, field, message: expect.stringMatching(message) });
  });
});

test("all problems come at once: of shape, of names and of expressions, and none that only follows from another", () => {
  const steps = [
    { ...note("broken"), text: 3 },
    draft({ agent: "painter" }),
    note("uses", "{{steps.broken.x}} {{nothing}}"),
    fork([{ ...note("inner"), surprise: 1 } as never], [note("other", "{{item}}")]),
  ];
  expect(problemsOf(steps, { name: undefined }).map(({ step, field }) => [step, field])).toEqual([
    [null, "name"],
    ["broken", "steps[0].text"],
    ["inner", "steps[3].yes[0]"],
    ["draft", "steps[1].agent"],
    ["uses", "steps[2].text"],
    ["other", "steps[3].no[0].text"],
  ]);
});

test.each([
  ["no object", 3],
  ["nothing", null],
  ["a list", []],
  ["steps that are none", { ...base, steps: [null, 3, "x", []] }],
  ["endless nesting", { ...base, steps: nest(60) }],
])("%s is refused without falling over", (_, raw) => {
  expect(validateDefinition(raw, vocabulary).problems.length).toBeGreaterThan(0);
});

test("what steps before, branches that are over and the loop itself left behind can be looked at", () => {
  const steps: Steps = [
    note("first"),
    fork([note("a", "{{steps.first}}")], [note("b")]),
    loop({
      steps: [note("one", "{{item}} {{steps.a}}"), note("two", "{{steps.one}} {{index}}")],
      until: "steps.two != null",
    }),
    note("last", "{{steps.fork.taken}} {{steps.a}} {{steps.b}} {{steps.loop.count}}"),
  ];
  expect(problemsOf(steps, { summary: "{{steps.last}} {{steps.a}}" })).toEqual([]);
});

test("the built-in workflows hold together as far as no registry is needed", () => {
  const open: Vocabulary = { agents: [], actions: [], reads: [], workflows: [] };
  for (const definition of builtIns) {
    const problems = validateDefinition(definition, open).problems;
    expect(problems.filter(({ message }) => !message.startsWith("there is no "))).toEqual([]);
  }
});
