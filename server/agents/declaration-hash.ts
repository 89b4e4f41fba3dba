import { z } from "zod";
import { hashOf } from "#server/kernel/canonical-json.ts";
import type { Agent } from "./contract.ts";

/** SHA-256 over what an agent declares: its intents with the shapes of their inputs, its actions, its memory, its budget. */
export function declarationHash({ name, purpose, intents, mayPropose, memory, budget }: Agent): string {
  const asked = Object.entries(intents).map(([intent, { purpose: asks, offlineMethod, input }]) => [
    intent,
    { asks, offlineMethod, input: z.toJSONSchema(input, { io: "input", unrepresentable: "any" }) },
  ]);
  return hashOf({ name, purpose, intents: Object.fromEntries(asked), mayPropose, memory, budget });
}
