import type { z } from "zod";
import { inWorkspace, type Transaction } from "#server/db/transaction.ts";
import type { Actor, Context } from "#server/kernel/context.ts";
import { parseInput } from "#server/kernel/parse.ts";
import { authorise } from "./define-command.ts";

type QuerySpec<S extends z.ZodType, R> = {
  /** `<noun>.<verb>` */
  name: string;
  input: S;
  /** which kinds of actor may call it */
  access: readonly Actor["kind"][];
  /** an API key needs this scope */
  scope?: string;
  run: (scope: { tx: Transaction; context: Context }, input: z.output<S>) => Promise<R>;
};

/** A query: one read of one workspace. */
export type Query<S extends z.ZodType, R> = {
  name: string;
  input: S;
  /** @throws AppError invalid | forbidden | not_found */
  execute: (context: Context, input: unknown) => Promise<R>;
};

/** Declares a query: parse → authorise → workspace-scoped transaction → run. */
export function defineQuery<S extends z.ZodType, R>(spec: QuerySpec<S, R>): Query<S, R> {
  return {
    name: spec.name,
    input: spec.input,
    execute: async (context, raw) => {
      const input = parseInput(spec.input, raw);
      authorise(context, spec);
      return inWorkspace(context.workspaceId, (tx) => spec.run({ tx, context }, input));
    },
  };
}
