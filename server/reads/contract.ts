import type { z } from "zod";
import type { Context } from "#server/kernel/context.ts";

/** What a read may look at beside its input. */
export type ReadScope = {
  context: Context;
  /** the actions that the run has carried out so far, or in a dry run would have */
  done: () => Promise<readonly { action: string }[]>;
};

/** Something that a workflow's step can look up. It changes nothing. */
export type Read<I = unknown> = {
  /** kebab-case, unique */
  name: string;
  /** what it answers, in one sentence */
  description: string;
  /** strict: a field that it does not name is refused */
  input: z.ZodType<I>;
  /** the answer, JSON only; throws AppError not_found and the like */
  read: (scope: ReadScope, input: I) => Promise<unknown>;
};

/** Declares a read with its input's type inferred. */
export function defineRead<I>(read: Read<I>): Read<I> {
  return read;
}
