import type { TRPCMutationProcedure, TRPCQueryProcedure } from "@trpc/server";
import type { z } from "zod";
import type { Context } from "#server/kernel/context.ts";
import { operatorProcedure } from "./trpc.ts";

/** A command or query as this edge sees it. */
type Operation<S extends z.ZodType, R> = {
  input: S;
  execute: (context: Context, input: unknown) => Promise<R>;
};

type Definition<S extends z.ZodType, R> = { input: z.input<S>; output: R; meta: object };

/** Lets an input through as it came: the operation itself parses it, once. */
const asItCame = (input: unknown) => input;

/** A query as a procedure: the session's context, the raw input, nothing else. */
export function fromQuery<S extends z.ZodType, R>(query: Operation<S, R>): TRPCQueryProcedure<Definition<S, R>> {
  const procedure = operatorProcedure.input(asItCame).query(({ ctx, input }) => query.execute(ctx.context, input));
  // safe cast: at run time the input is unchecked here; its type is the one that `execute` parses
  return procedure as unknown as TRPCQueryProcedure<Definition<S, R>>;
}

/** A command as a procedure: the session's context, the raw input, nothing else. */
export function fromCommand<S extends z.ZodType, R>(command: Operation<S, R>): TRPCMutationProcedure<Definition<S, R>> {
  const procedure = operatorProcedure.input(asItCame).mutation(({ ctx, input }) => command.execute(ctx.context, input));
  // safe cast: as above
  return procedure as unknown as TRPCMutationProcedure<Definition<S, R>>;
}
