import { z } from "zod";
import type { Context } from "#server/kernel/context.ts";
import { memoryVersions, rememberOverApi, searchMemory, versionSchema } from "#server/memory/index.ts";
import { knownSchema, recalledItemSchema } from "#server/memory/recall/schema.ts";
import { memoryTiers } from "#server/memory/schema.ts";
import { addSpaceItems, createSpace, deleteSpace, getSpace, searchSpace } from "#server/memory/spaces/index.ts";
import { addedSchema, spaceHitsSchema, spaceItemSchema, spaceSchema } from "#server/memory/spaces/schema.ts";
import type { Operation } from "./contract.ts";
import { idField, readOperation, writeOperation } from "./define.ts";

const id = idField("space");
const subject = z.strictObject({
  kind: z.enum(["contact", "invoice", "run", "workspace"]),
  id: z.uuid(),
});

/** Programs read all tiers and kinds, as their key's scope says; who may read what among agents is not theirs. */
const recallOverApi = {
  execute: (context: Context, input: unknown) =>
    searchMemory.execute(context, { ...(input as Record<string, unknown>), reader: "api" }),
};

const recalledSchema = z.object({ items: z.array(recalledItemSchema), known: knownSchema });

/** The company's memory, and spaces apart from it. */
export const memoryOperations: readonly Operation[] = [
  readOperation({
    name: "recall_memory",
    title: "Recall",
    description:
      "What the company knows that bears on a text: valid, confirmed memories, the best first, each with why it came up, and whether anything relevant is known at all.",
    method: "POST",
    path: "/memory/recall",
    scope: "memory:read",
    input: z.strictObject({
      about: z.string().min(1).max(10_000).describe("The text or question"),
      subjects: z.array(subject).min(1).max(20).optional().describe("Only what is about these records"),
      tiers: z.array(z.enum(memoryTiers)).min(1).optional().describe("Only these tiers"),
      limit: z.int().min(1).max(50).optional().describe("At most so many; 8 by default"),
    }),
    output: recalledSchema,
    query: recallOverApi,
  }),
  writeOperation({
    name: "remember",
    title: "Remember",
    description:
      "Writes a fact down, about the company or one record. It waits in quarantine, unused, until the operator confirms it. With a `key`, a newer text becomes the next version of the same fact.",
    path: "/memory/items",
    scope: "memory:write",
    input: z.strictObject({
      text: z.string().min(1).max(4_000).describe("The fact, in a sentence"),
      kind: z.enum(["preference", "fact", "summary", "style", "term"]).optional().describe("fact by default"),
      key: z.string().max(100).optional().describe("Names the fact where it can change, e.g. preferred-language"),
      subject: subject.optional().describe("What it is about; the company by default"),
    }),
    output: z.object({
      id: z.string(),
      version: z.int(),
      written: z.boolean().describe("false where the same was known already"),
      quarantined: z.boolean().describe("It waits for the operator's word"),
    }),
    idempotent: true,
    command: rememberOverApi,
  }),
  readOperation({
    name: "list_memory_versions",
    title: "Versions of a memory",
    description: "All versions of a fact, the newest first: nothing is overwritten.",
    path: "/memory/items/{id}/versions",
    scope: "memory:read",
    input: z.strictObject({ id: idField("memory") }),
    output: z.object({ items: z.array(versionSchema) }),
    query: memoryVersions,
  }),
  writeOperation({
    name: "create_memory_space",
    title: "Open a memory space",
    description:
      "Opens a space: memory apart from the company's own, which only a search of this space finds. For trials, benchmarks and programs that need a memory of their own.",
    path: "/memory/spaces",
    scope: "memory:write",
    input: z.strictObject({ name: z.string().min(1).max(200).describe("What it is for") }),
    output: spaceSchema,
    command: createSpace,
  }),
  readOperation({
    name: "get_memory_space",
    title: "Read a memory space",
    description: "One space, with how many items can be found in it.",
    path: "/memory/spaces/{id}",
    scope: "memory:read",
    input: z.strictObject({ id }),
    output: spaceSchema,
    query: getSpace,
  }),
  writeOperation({
    name: "add_memory_space_items",
    title: "Fill a memory space",
    description:
      "Puts up to 1,000 items into a space, in their order; they can be found at once. The same item again changes nothing; another text under the same id takes its place.",
    path: "/memory/spaces/{id}/items",
    scope: "memory:write",
    input: z.strictObject({
      id,
      items: z.array(spaceItemSchema).min(1).max(1_000).describe("In the order in which they were said"),
    }),
    output: addedSchema,
    idempotent: true,
    maxBytes: 2 ** 23,
    command: addSpaceItems,
  }),
  readOperation({
    name: "search_memory_space",
    title: "Search a memory space",
    description:
      "What is in a space that bears on a question, the best first, each with what its score is made of, and whether anything relevant is there at all.",
    method: "POST",
    path: "/memory/spaces/{id}/search",
    scope: "memory:read",
    input: z.strictObject({
      id,
      query: z.string().min(1).max(10_000).describe("The question, in plain words"),
      k: z.int().min(1).max(50).optional().describe("At most so many; 10 by default"),
    }),
    output: spaceHitsSchema,
    query: searchSpace,
  }),
  writeOperation({
    name: "delete_memory_space",
    title: "Erase a memory space",
    description: "Erases a space with all that is in it, for good.",
    method: "DELETE",
    path: "/memory/spaces/{id}",
    scope: "memory:write",
    input: z.strictObject({ id }),
    output: z.object({ id: z.string(), erased: z.int().describe("Items that were in it") }),
    destructive: true,
    command: deleteSpace,
  }),
];
