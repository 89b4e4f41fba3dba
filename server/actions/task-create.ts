import { z } from "zod";
import { createTask } from "#server/domains/task/index.ts";
import { defineOwnAction } from "./contract.ts";
import { line, notYet, paragraphs } from "./text.ts";

const input = z.strictObject({
  title: line(200),
  note: paragraphs(4000).optional(),
  /** a day (2026-03-01) or a moment (ISO 8601) */
  dueAt: z.union([z.iso.date(), z.iso.datetime({ offset: true })], "must be a date, e.g. 2026-03-01").optional(),
  contactId: z.uuid().optional(),
});

/** Puts a follow-up on the operator's task list. */
export const taskCreate = defineOwnAction({
  name: "task.create",
  description: "Puts a follow-up on your task list.",
  input,
  output: z.object({ taskId: z.string() }),
  risk: "internal",
  reversible: { kind: "by", action: "task.cancel" },
  appliesTo: ["contact", "message", "invoice"],
  editable: [
    { name: "title", label: "Task", kind: "line" },
    { name: "note", label: "Note", kind: "text" },
    { name: "dueAt", label: "Due", kind: "date" },
  ],
  title: ({ title }) => `Add the task “${title}”`,
  stake: () => null,
  preview: async ({ input: task }) => ({
    kind: "record",
    heading: "New task",
    rows: [
      { field: "Task", before: null, after: task.title },
      ...(task.note ? [{ field: "Note", before: null, after: task.note }] : []),
      ...(task.dueAt ? [{ field: "Due", before: null, after: task.dueAt.slice(0, 10) }] : []),
    ],
  }),
  targets: async () => ({}),
  reverse: ({ input: { title }, receipt: { taskId } }) => ({ taskId, title }),
  foresee: () => ({ taskId: notYet }),
  commit: (scope, { input: { dueAt, ...task }, effectId }) =>
    createTask.within(scope, { ...task, effectId, ...(dueAt ? { dueAt: momentOf(dueAt) } : {}) }),
});

/** A day alone means its noon in UTC, which is that same day almost everywhere. */
function momentOf(dueAt: string): Date {
  return new Date(dueAt.length === 10 ? `${dueAt}T12:00:00Z` : dueAt);
}
