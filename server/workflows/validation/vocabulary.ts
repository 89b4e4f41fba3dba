import type { z } from "zod";

/** What definitions may name. Whoever validates gathers it from the registries and the workspace. */
export type Vocabulary = {
  agents: readonly {
    name: string;
    intents: readonly { name: string; input: z.ZodType }[];
    /** names of the actions that it may propose */
    mayPropose: readonly string[];
  }[];
  actions: readonly { name: string; input: z.ZodType }[];
  /** queries that steps can read */
  reads: readonly { name: string; input: z.ZodType }[];
  /** the other workflows as they are now */
  workflows: readonly {
    workflow: string;
    input: readonly { name: string; required: boolean }[];
    /** the workflows that it starts */
    starts: readonly string[];
  }[];
};
