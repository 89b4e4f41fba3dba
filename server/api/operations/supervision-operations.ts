import { z } from "zod";
import {
  bulkRedriveDeadLetters,
  dropDeadLetter,
  listDeadLetters,
  redriveDeadLetter,
} from "#server/domains/dead-letter/index.ts";
import {
  deadLetterKindSchema,
  deadLetterSchema,
  deadLetterStatusSchema,
  redrivenLetterSchema,
} from "#server/domains/dead-letter/schema.ts";
import { listSupervision } from "#server/domains/supervision/index.ts";
import { supervisionViewSchema } from "#server/domains/supervision/schema.ts";
import { circuitViewSchema } from "#server/effects/circuit/schema.ts";
import { listCircuits } from "#server/effects/index.ts";
import type { Operation } from "./contract.ts";
import { idField, readOperation, writeOperation } from "./define.ts";

const id = idField("dead letter");
const page = {
  cursor: z.string().max(100).optional().describe("nextCursor of the page before"),
  limit: z.int().min(1).max(100).optional().describe("Rows of a page; 30 by default"),
};

/** What the supervisor found and did, and what could not be done. */
export const supervisionOperations: readonly Operation[] = [
  readOperation({
    name: "list_supervision",
    title: "List what the supervisor did",
    description: "What the supervisor found, what it did and by which rule, newest first, one page at a time.",
    path: "/supervision",
    scope: "runs:read",
    input: z.strictObject(page),
    output: z.object({ items: z.array(supervisionViewSchema), nextCursor: z.string().nullable() }),
    query: listSupervision,
  }),
  readOperation({
    name: "list_outside_systems",
    title: "List outside systems",
    description:
      "The outside systems whose calls were seen to fail: whether they answer, and how many calls are held meanwhile.",
    path: "/outside-systems",
    scope: "runs:read",
    input: z.strictObject({}),
    output: z.array(circuitViewSchema),
    query: listCircuits,
  }),
  readOperation({
    name: "list_dead_letters",
    title: "List dead letters",
    description: "What could not be done after all its tries, with the reason; newest first, one page at a time.",
    path: "/dead-letters",
    scope: "runs:read",
    input: z.strictObject({
      status: deadLetterStatusSchema.optional().describe("Open ones by default"),
      kind: deadLetterKindSchema.optional().describe("Only letters about events, runs or messages of the outbox"),
      ...page,
    }),
    output: z.object({ items: z.array(deadLetterSchema), nextCursor: z.string().nullable() }),
    query: listDeadLetters,
  }),
  writeOperation({
    name: "redrive_dead_letter",
    title: "Do a dead letter again",
    description:
      "Reads the event again, tries the run again from its failed step, or sends the message again. Mend the cause first.",
    path: "/dead-letters/{id}/redrive",
    scope: "runs:write",
    input: z.strictObject({ id }),
    output: z.object({ id: z.string() }),
    command: redriveDeadLetter,
  }),
  writeOperation({
    name: "bulk_redrive_dead_letters",
    title: "Do many dead letters again",
    description: "The same for many: those that are named, or the oldest open ones, a hundred at most.",
    path: "/dead-letters/bulk-redrive",
    scope: "runs:write",
    input: z.strictObject({
      ids: z.array(z.uuid()).min(1).max(100).optional().describe("Ids of the letters; the oldest open ones by default"),
    }),
    output: z.object({ letters: z.array(redrivenLetterSchema), redriven: z.int(), left: z.int() }),
    command: bulkRedriveDeadLetters,
  }),
  writeOperation({
    name: "drop_dead_letter",
    title: "Drop a dead letter",
    description: "Gives up on it, with a reason. Nothing is deleted; it can no longer be done again from here.",
    path: "/dead-letters/{id}/drop",
    scope: "runs:write",
    destructive: true,
    input: z.strictObject({
      id,
      reason: z.string().trim().min(1).max(500).describe("Why it is not needed; kept in the audit trail"),
    }),
    output: z.object({ id: z.string() }),
    command: dropDeadLetter,
  }),
];
