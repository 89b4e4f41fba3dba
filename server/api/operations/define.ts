import { z } from "zod";
import type { Context } from "#server/kernel/context.ts";
import type { Operation } from "./contract.ts";

type Query = { execute: (context: Context, input: unknown) => Promise<unknown> };
type Command = Query & { once: (context: Context, input: unknown, key: string) => Promise<string> };
type Facts = Omit<Operation, "hints" | "call" | "method"> & Partial<Pick<Operation, "method">>;
type Hints = Partial<Pick<Operation["hints"], "destructive" | "idempotent">>;

/** An id of a record. */
export const idField = (what: string) => z.uuid().describe(`Id of the ${what}`);

/** A read, over a query; with POST where what is asked has no place in an address. */
export function readOperation({ query, ...facts }: Facts & { query: Query }): Operation {
  return {
    method: "GET",
    ...facts,
    hints: { readOnly: true, destructive: false, idempotent: true },
    call: async ({ context, input }) => ({ status: 200, text: JSON.stringify(await query.execute(context, input)) }),
  };
}

/** A write, over a command: with a key it is done once and answered the same for ever after. */
export function writeOperation({
  command,
  destructive,
  idempotent,
  ...facts
}: Facts & Hints & { command: Command }): Operation {
  return {
    method: "POST",
    ...facts,
    hints: { readOnly: false, destructive: destructive ?? false, idempotent: idempotent ?? false },
    call: async ({ context, input, key }) => ({
      status: 200,
      text:
        key === null ? JSON.stringify(await command.execute(context, input)) : await command.once(context, input, key),
    }),
  };
}
