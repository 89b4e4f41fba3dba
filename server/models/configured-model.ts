import type { DraftModel } from "#server/agents/contract.ts";
import { env } from "#server/kernel/env.ts";
import { draftModel } from "./draft-model.ts";

let cached: { model: DraftModel | null } | undefined;

/** The drafting model that the environment configures, made once; null where none is. */
export function configuredModel(): DraftModel | null {
  cached ??= { model: draftModel({ settings: env(), fetch: (input, init) => fetch(input, init) }) };
  return cached.model;
}
