import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sha256 } from "#server/kernel/canonical-json.ts";
import { readEnvironment } from "#server/kernel/env.ts";
import { newId } from "#server/kernel/ids.ts";
import { storeOf } from "./configured-store.ts";
import { startStorageServer } from "./test-storage-server.ts";

function environment(source: Record<string, string>) {
  const result = readEnvironment(source);
  if (!result.ok) throw new Error(result.problems.join());
  return result.value;
}

it("is the data folder, or Supabase where it is named, even on this machine", async () => {
  const ADJUTANT_DATA = await mkdtemp(join(tmpdir(), "adjutant-data-"));
  const server = await startStorageServer({ key: "an-invented-key", bucket: "papers" });
  const supabase = {
    SUPABASE_URL: server.url,
    SUPABASE_SERVICE_ROLE_KEY: "an-invented-key",
    SUPABASE_BUCKET: "papers",
  };
  const workspaceId = newId();
  const file = (text: string) => ({
    key: `${workspaceId}/${sha256(text)}`,
    bytes: Buffer.from(text),
    contentType: "text/plain",
  });
  await (await storeOf(environment({ ADJUTANT_DATA }))).put(file("on the disk"));
  await (await storeOf(environment({ ADJUTANT_DATA, ...supabase }))).put(file("in the bucket"));
  expect(await readdir(join(ADJUTANT_DATA, "files", workspaceId))).toEqual([sha256("on the disk")]);
  expect([...(server.objects()?.keys() ?? [])]).toEqual([file("in the bucket").key]);
  server.close();
  await rm(ADJUTANT_DATA, { recursive: true });
});
