import type { DraftModel } from "#server/agents/contract.ts";
import { createEgress } from "#server/kernel/egress.ts";
import { egressFetch } from "#server/kernel/egress-fetch.ts";
import { env } from "#server/kernel/env.ts";
import { readAllowList } from "#server/kernel/global-address.ts";
import { draftModel } from "./draft-model.ts";

const timeoutMs = 20_000;
let cached: { model: DraftModel | null } | undefined;

function make(): DraftModel | null {
  const settings = env();
  if (!settings.MODEL_FAST) return null;
  // the operator named this server; it may well stand on the same machine
  const own = settings.MODEL_BASE_URL ? new URL(settings.MODEL_BASE_URL).hostname : "";
  const allow = readAllowList([settings.EGRESS_ALLOW, own].filter(Boolean).join(","));
  return draftModel({
    settings,
    fetch: egressFetch(createEgress({ allow }), { timeoutMs }),
    timeoutMilliseconds: timeoutMs,
  });
}

/** The drafting model that the environment configures, made once; null where none is. */
export function configuredModel(): DraftModel | null {
  cached ??= { model: make() };
  return cached.model;
}
