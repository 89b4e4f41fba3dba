import { join } from "node:path";
import { createEgress } from "#server/kernel/egress.ts";
import { egressFetch } from "#server/kernel/egress-fetch.ts";
import { env } from "#server/kernel/env.ts";
import { readAllowList } from "#server/kernel/global-address.ts";
import type { FileStore } from "./contract.ts";
import { diskStore } from "./disk.ts";
import { supabaseStore } from "./supabase.ts";

const limits = { timeoutMs: 30_000, maxBytes: 26 * 2 ** 20 };
let cached: FileStore | undefined;

function make(): FileStore {
  const { SUPABASE_URL: url, SUPABASE_SERVICE_ROLE_KEY: serviceRoleKey, ...settings } = env();
  if (!url || !serviceRoleKey) return diskStore({ folder: join(settings.ADJUTANT_DATA, "files") });
  // the operator named this server; it may well stand on the same machine
  const allow = readAllowList([settings.EGRESS_ALLOW, new URL(url).hostname].filter(Boolean).join(","));
  const fetch = egressFetch(createEgress({ allow }), limits);
  return supabaseStore({ url, serviceRoleKey, bucket: settings.SUPABASE_BUCKET, fetch });
}

/** Where this installation keeps files: Supabase Storage when the environment names it, else the data folder. */
export function configuredStore(): FileStore {
  cached ??= make();
  return cached;
}
