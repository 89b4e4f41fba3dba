import { join } from "node:path";
import { createEgress } from "#server/kernel/egress.ts";
import { egressFetch } from "#server/kernel/egress-fetch.ts";
import { type Environment, env } from "#server/kernel/env.ts";
import { readAllowList } from "#server/kernel/global-address.ts";
import type { FileStore } from "./contract.ts";
import { diskStore } from "./disk.ts";

const limits = { timeoutMs: 30_000, maxBytes: 26 * 2 ** 20 };
let cached: Promise<FileStore> | undefined;

/** The store that an environment names: Supabase Storage with its two variables, else a folder of the data folder. */
export async function storeOf(environment: Environment): Promise<FileStore> {
  const { SUPABASE_URL: url, SUPABASE_SERVICE_ROLE_KEY: serviceRoleKey, SUPABASE_BUCKET: bucket } = environment;
  if (!url || !serviceRoleKey) return diskStore({ folder: join(environment.ADJUTANT_DATA, "files") });
  // the operator named this server; it may well stand on the same machine
  const allow = readAllowList([environment.EGRESS_ALLOW, new URL(url).hostname].filter(Boolean).join(","));
  const fetch = egressFetch(createEgress({ allow }), limits);
  // loaded when it is used: it is large, and most installations keep files on the disk
  const { supabaseStore } = await import("./supabase.ts");
  return supabaseStore({ url, serviceRoleKey, bucket, fetch });
}

/** Where this installation keeps files, made once. */
export function configuredStore(): Promise<FileStore> {
  cached ??= storeOf(env());
  return cached;
}
