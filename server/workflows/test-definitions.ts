import { z } from "zod";
import type { DefinitionInput } from "./schema.ts";
import { type Problem, type Vocabulary, validateDefinition } from "./validate.ts";

/** A vocabulary and parts of definitions that tests put together. */
export const vocabulary: Vocabulary = {
  agents: [
    {
      name: "writer",
      mayPropose: ["mail.send"],
      intents: [
        {
          name: "draft",
          input: z.object({ contact: z.object({ id: z.string(), name: z.string() }), tone: z.string().optional() }),
        },
      ],
    },
    { name: "reader", mayPropose: [], intents: [{ name: "read", input: z.object({}) }] },
  ],
  actions: [{ name: "task.create", input: z.strictObject({ title: z.string(), dueOn: z.iso.date().nullable() }) }],
  reads: [{ name: "invoice", input: z.strictObject({ invoiceId: z.string() }) }],
  workflows: [
    { workflow: "child", input: [{ name: "amount", required: true }], starts: ["grandchild"] },
    { workflow: "grandchild", input: [], starts: ["own"] },
    { workflow: "leaf", input: [{ name: "note", required: false }], starts: [] },
  ],
};

export type Steps = DefinitionInput["steps"];
export const base: Omit<DefinitionInput, "steps"> = {
  workflow: "own",
  name: "Own",
  purpose: "Does something of one's own.",
  triggers: [{ on: "event", label: "a mail", types: ["message.received"] }],
  summary: "Done",
};
export const note = (id: string, text = "x") => ({ id, title: "Note", kind: "notify" as const, text });
export const draft = (more: object = {}) => ({
  id: "draft",
  title: "Draft",
  kind: "agent" as const,
  agent: "writer",
  intent: "draft",
  input: { contact: "=contact" },
  ...more,
});
export const action = (more: object) => ({ id: "act", title: "Act", kind: "action" as const, ...more });
export const task = action({ action: "task.create", input: { title: "x", dueOn: null } });
export const loop = (more: object = {}) => ({
  id: "loop",
  title: "Loop",
  kind: "for-each" as const,
  items: "=event.attributes.list",
  most: 3,
  steps: [note("inside", "{{item}} {{index}}")] as Steps,
  ...more,
});
export const fork = (yes: Steps, no?: Steps) => ({
  id: "fork",
  title: "Fork",
  kind: "condition" as const,
  if: "true",
  yes,
  ...(no ? { no } : {}),
});
export const ask = (more: object = {}) => ({
  id: "ask",
  title: "Ask",
  kind: "ask" as const,
  question: "Go on?",
  options: [
    { id: "yes", label: "Yes", description: "Goes on" },
    { id: "no", label: "No", description: "Stops" },
  ],
  ...more,
});

export const problemsOf = (steps: unknown, more: object = {}): Problem[] =>
  validateDefinition({ ...base, ...more, steps }, vocabulary).problems;
