import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "#server/kernel/canonical-json.ts";
import { createEgress } from "#server/kernel/egress.ts";
import { egressFetch } from "#server/kernel/egress-fetch.ts";
import { readAllowList } from "#server/kernel/global-address.ts";
import { newId } from "#server/kernel/ids.ts";
import type { FileStore } from "./contract.ts";
import { diskStore } from "./disk.ts";
import { supabaseStore } from "./supabase.ts";
import { type Fault, type StorageServer, startStorageServer } from "./test-storage-server.ts";

const [serviceRoleKey, bucket] = ["an-invented-service-key", "adjutant"];
let folder: string;
let server: StorageServer;
const stores: Partial<Record<"disk" | "supabase", FileStore>> = {};

function supabaseAt(url: string, options: { allow?: string; timeoutMs?: number } = {}): FileStore {
  const egress = createEgress({ allow: readAllowList(options.allow ?? "127.0.0.1") });
  const fetch = egressFetch(egress, { timeoutMs: options.timeoutMs ?? 10_000, maxBytes: 26 * 2 ** 20 });
  return supabaseStore({ url, serviceRoleKey, bucket, fetch });
}

function storeNamed(name: "disk" | "supabase"): FileStore {
  const store = stores[name];
  if (!store) throw new Error(`${name} was not made`);
  return store;
}

function file(bytes: Uint8Array, workspaceId = newId()) {
  return { key: `${workspaceId}/${sha256(bytes)}`, bytes, contentType: "application/pdf" };
}

beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "adjutant-files-")), "files");
  server = await startStorageServer({ key: serviceRoleKey, bucket });
  stores.disk = diskStore({ folder });
  stores.supabase = supabaseAt(server.url);
});
afterEach(() => server.setFault(null));
afterAll(async () => {
  server.close();
  await rm(join(folder, ".."), { recursive: true, force: true });
});

describe.each(["disk", "supabase"] as const)("files on %s", (name) => {
  it.each([
    ["no bytes", new Uint8Array()],
    ["every byte", Uint8Array.from({ length: 256 }, (_, index) => index)],
    ["megabytes", Buffer.alloc(5 * 2 ** 20, "adjutant")],
  ])("come back as they were: %s", async (_, bytes) => {
    const store = storeNamed(name);
    const given = file(bytes);
    expect(await store.get(given.key)).toBeNull();
    await store.put(given);
    expect(sha256((await store.get(given.key)) ?? "nothing")).toBe(sha256(bytes));
  });

  it("are put twice and at once without harm, and removed twice", async () => {
    const store = storeNamed(name);
    const given = file(Buffer.from("twice"));
    await Promise.all([store.put(given), store.put(given), store.put(given)]);
    await store.put(given);
    expect(Buffer.from((await store.get(given.key)) ?? []).toString()).toBe("twice");
    await store.remove(given.key);
    expect(await store.get(given.key)).toBeNull();
    await store.remove(given.key);
  });

  it("of two workspaces are apart, though they are the same", async () => {
    const store = storeNamed(name);
    const [mine, other] = [file(Buffer.from("same")), file(Buffer.from("same"))];
    await store.put(mine);
    expect(await store.get(other.key)).toBeNull();
    await store.put(other);
    await store.remove(mine.key);
    expect(await store.get(other.key)).not.toBeNull();
  });

  it.each([
    "",
    "../../etc/passwd",
    `${newId()}/../${"a".repeat(64)}`,
    `${newId()}/${"a".repeat(63)}`,
    `${newId()}/${"A".repeat(64)}`,
    `/${newId()}/${"a".repeat(64)}`,
    `${newId()}/${"a".repeat(64)}\n`,
    `${newId()}/${"a".repeat(64)}/x`,
    `${newId()}/\0${"a".repeat(63)}`,
  ])("have no other keys: %j", async (key) => {
    const store = storeNamed(name);
    const put = store.put({ key, bytes: Buffer.from("x"), contentType: "text/plain" });
    await expect(put).rejects.toMatchObject({ code: "invalid" });
    await expect(store.get(key)).rejects.toMatchObject({ code: "invalid" });
    await expect(store.remove(key)).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("the disk", () => {
  it("keeps them for its user alone and leaves nothing half written", async () => {
    const given = file(Buffer.from("private"));
    await storeNamed("disk").put(given);
    const [workspaceId = "", hash = ""] = given.key.split("/");
    expect(await readdir(join(folder, workspaceId))).toEqual([hash]);
    expect((await stat(join(folder, given.key))).mode & 0o777).toBe(0o600);
    for (const each of [folder, join(folder, workspaceId)]) expect((await stat(each)).mode & 0o777).toBe(0o700);
  });

  it("says so when its folder cannot be used", async () => {
    const blocked = join(folder, "..", "a-file");
    await writeFile(blocked, "");
    const store = diskStore({ folder: blocked });
    const given = file(Buffer.from("x"));
    await expect(store.put(given)).rejects.toMatchObject({ code: "unavailable" });
    await expect(store.get(given.key)).rejects.toMatchObject({ code: "unavailable" });
  });
});

describe("Supabase Storage", () => {
  it("gets its private bucket when it is missing, once, and the file's type", async () => {
    const fresh = await startStorageServer({ key: serviceRoleKey, bucket });
    const store = supabaseAt(fresh.url);
    const [one, two] = [file(Buffer.from("one")), file(Buffer.from("two"))];
    await store.put(one);
    await store.put(two);
    expect(fresh.asked.filter((line) => line === "POST /storage/v1/bucket")).toHaveLength(1);
    expect(fresh.objects()?.get(one.key)?.contentType).toBe("application/pdf");
    fresh.close();
  });

  it.each<Fault>(["500", "garbage", "hang"])("is unavailable while it answers with %s", async (fault) => {
    const store = supabaseAt(server.url, fault === "hang" ? { timeoutMs: 200 } : {});
    const given = file(Buffer.from("fault"));
    server.setFault(fault);
    await expect(store.put(given)).rejects.toMatchObject({ code: "unavailable" });
    await expect(store.get(given.key)).rejects.toMatchObject({ code: "unavailable" });
    await expect(store.remove(given.key)).rejects.toMatchObject({ code: "unavailable" });
  });

  it("that answers 404 to everything has no file and takes none", async () => {
    const store = storeNamed("supabase");
    const given = file(Buffer.from("404"));
    server.setFault("404");
    expect(await store.get(given.key)).toBeNull();
    await expect(store.put(given)).rejects.toMatchObject({ code: "unavailable" });
  });

  it("is unavailable with a wrong key, and the key stays out of the error", async () => {
    const fetch = egressFetch(createEgress({ allow: readAllowList("127.0.0.1") }), { timeoutMs: 5_000 });
    const store = supabaseStore({ url: server.url, serviceRoleKey: "a-wrong-key", bucket, fetch });
    const error = await store.put(file(Buffer.from("x"))).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "unavailable" });
    expect(String(error)).not.toContain("a-wrong-key");
  });

  it("is not reached at a private address that nobody allowed", async () => {
    const asked = server.asked.length;
    const store = supabaseAt(server.url, { allow: "" });
    await expect(store.put(file(Buffer.from("x")))).rejects.toMatchObject({ code: "unavailable" });
    expect(server.asked).toHaveLength(asked);
  });
});
