import { z } from "zod";
import { addSpaceItems, createSpace, deleteSpace, getSpace, searchSpace } from "#server/memory/spaces/index.ts";
import { addedSchema, spaceHitsSchema, spaceItemSchema, spaceSchema } from "#server/memory/spaces/schema.ts";
import type { Operation } from "./contract.ts";
import { idField, readOperation, writeOperation } from "./define.ts";

const id = idField("space");

/** Spaces of memory apart from the company's own. */
export const memoryOperations: readonly Operation[] = [
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
