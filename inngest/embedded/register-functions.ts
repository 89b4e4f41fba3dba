import { z } from "zod";
import { AppError } from "#server/kernel/errors.ts";
import { defineFunction } from "./define-function.ts";
import { type FunctionRegistry, functionRegistry } from "./function-registry.ts";
import type { CallServe } from "./serve-caller.ts";

const registration = z.object({ functions: z.array(z.unknown()) });

/**
 * Asks the `serve` handler, in band, which functions there are.
 * @throws AppError invalid, naming function and option, for what the runner cannot do; unavailable when the handler refuses
 */
export async function registerFunctions(callServe: CallServe): Promise<FunctionRegistry> {
  const answer = await callServe({
    method: "PUT",
    search: "",
    body: { url: "http://runner.internal/api/inngest" },
    headers: { "x-inngest-sync-kind": "in_band" },
  });
  if (answer.status !== 200) {
    throw new AppError("unavailable", `The serve handler refused to register its functions (${answer.status})`);
  }
  const { functions } = registration.parse(JSON.parse(answer.text));
  return functionRegistry(functions.map(defineFunction));
}
