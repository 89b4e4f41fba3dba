import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { sha256 } from "#server/kernel/canonical-json.ts";
import { newId } from "#server/kernel/ids.ts";
import { handleFileDownload } from "./file-download.ts";
import { handleMailSource } from "./mail-source.ts";
import { appRouter } from "./router.ts";
import { accessMatrix } from "./test-access-rules.ts";
import { callProcedure, signIn } from "./test-client.ts";
import { fillWorkspace, type RecordIds } from "./test-records.ts";
import { marker } from "./test-schedule-record.ts";

const procedures = Object.entries(appRouter._def.procedures).map(([path, procedure]) => ({
  path,
  // safe cast: every value of this record is a procedure
  type: (procedure as unknown as { _def: { type: "query" | "mutation" | "subscription" } })._def.type,
}));
const callable = procedures.flatMap(({ path, type }) => (type === "subscription" ? [] : [{ path, type }]));

/** Stands where the product listens: accepts every event that the sample business posts. */
const ownServer = createServer((request, response) => {
  request.resume().once("end", () => {
    response.writeHead(202, { "content-type": "application/json" });
    response.end(JSON.stringify({ id: newId(), duplicate: false }));
  });
});

const owner = new pg.Client({ connectionString: process.env.DIRECT_URL });
let foreign: TestContext;
let ids: RecordIds;
let foreignCookie: string;
let cookie: string;
let digestSql: string;

beforeAll(async () => {
  await once(ownServer.listen(0, "127.0.0.1"), "listening");
  process.env.PORT = String((ownServer.address() as AddressInfo).port);
  await owner.connect();
  foreign = await newWorkspace({ name: marker });
  ids = await fillWorkspace(foreign);
  foreignCookie = (await signIn(foreign)).cookie;
  const mine = await newWorkspace();
  cookie = (await signIn(mine)).cookie;
  const { rows } = await owner.query<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'workspace_id' order by 1`,
  );
  const parts = rows.map(
    ({ name }) => `select '${name}' as kind, t::text as row from "${name}" t where workspace_id = $1`,
  );
  const own = "select 'workspace' as kind, t::text as row from workspace t where id = $1";
  digestSql = `select md5(string_agg(kind || row, ',' order by kind, row)) as digest, count(*)::int as rows
    from (${[own, ...parts].join(" union all ")}) everything`;
});
afterAll(async () => {
  ownServer.close();
  await owner.end();
});

/** A digest over every row of the foreign workspace: the same as long as nobody wrote. */
async function foreignDigest(): Promise<string> {
  const { rows } = await owner.query<{ digest: string; rows: number }>(digestSql, [foreign.workspaceId]);
  return `${rows[0]?.rows} ${rows[0]?.digest}`;
}

it("has a rule for every procedure, and no rule without one", () => {
  expect(procedures.map(({ path }) => path).sort()).toEqual(Object.keys(accessMatrix).sort());
});

/** Looks like the cursor of a list by name, and names no record. */
const encodedCursor = Buffer.from(JSON.stringify(["a", "b"])).toString("base64url");

describe.each(callable)("$path", ({ path, type }) => {
  const rule = accessMatrix[path];

  it("shows and changes nothing of another workspace", async () => {
    const before = await foreignDigest();
    const answer = await callProcedure({ path, type, input: rule?.input?.(ids), cookie });
    if (rule?.kind === "foreign") expect([answer.status, answer.error?.data.reason]).toEqual([404, "not_found"]);
    else expect(answer.status).toBe(200);
    expect(answer.text).not.toContain(marker);
    expect(await foreignDigest()).toBe(before);
  });

  it("ignores or refuses what no caller may choose", async () => {
    const before = await foreignDigest();
    const chosen = {
      workspaceId: foreign.workspaceId,
      operatorId: foreign.actor.id,
      actor: foreign.actor,
      context: foreign,
      role: "adjutant_runner",
      approved: true,
      status: "executed",
      createdAt: new Date(0),
    };
    const input = { ...(rule?.input?.(ids) as object | undefined), ...chosen };
    const answer = await callProcedure({ path, type, input, cookie });
    expect(answer.status).toBeLessThan(500);
    expect(answer.text).not.toContain(marker);
    expect(await foreignDigest()).toBe(before);
  });

  it("asks for a signed-in operator", async () => {
    const before = await foreignDigest();
    const answer = await callProcedure({ path, type, input: rule?.input?.(ids) });
    expect(answer.status).toBe(rule?.kind === "public" ? 200 : 401);
    expect(answer.text).not.toContain(marker);
    expect(await foreignDigest()).toBe(before);
  });

  it("takes nonsense or answers it with 4xx, and names no internals", async () => {
    const naughty = ["\0", "\ud800", "'; drop table run; --", "x".repeat(200_000), "", "\u202e\u{1f600}", "NaN"];
    const base = rule?.input?.(ids) ?? {};
    const everywhere = (text: string) => ({
      ...Object.fromEntries(Object.keys(base).map((key) => [key, text])),
      cursor: text,
      search: text,
      status: text,
    });
    const cursors = ["2026-01-01T00:00:00.000Z_x", "9999-99-99T00:00:00.000Z_x", foreign.workspaceId, encodedCursor];
    const inputs: unknown[] = [
      null,
      7,
      "x".repeat(1_000),
      [],
      { id: { $ne: 1 }, cursor: -1, limit: 1e9 },
      ...naughty.map((text) => ({ ...base, name: text, title: text, text, search: text, reason: text })),
      ...naughty.map(everywhere),
      ...cursors.map((cursor) => ({ cursor })),
    ];
    const answers = await Promise.all(
      inputs.map(async (input) => ({ input, answer: await callProcedure({ path, type, input, cookie }) })),
    );
    for (const { input, answer } of answers) {
      expect([input, answer.status]).toEqual([input, answer.status < 500 ? answer.status : "4xx"]);
      expect(answer.text).not.toMatch(/prisma|select |node_modules|\.ts:/i);
    }
  });
});

it.each(callable.filter(({ path, type }) => type === "query" && accessMatrix[path]?.kind === "foreign"))(
  "$path shows its own workspace what it hides from others",
  async ({ path, type }) => {
    const answer = await callProcedure({ path, type, input: accessMatrix[path]?.input?.(ids), cookie: foreignCookie });
    expect([answer.status, answer.text.includes(marker)]).toEqual([200, true]);
  },
);

it("serves a mail's source to its own workspace alone", async () => {
  const open = (id: string, header: string) =>
    handleMailSource(new Request(`http://adjutant.test/api/mail/${id}`, { headers: { cookie: header } }), {
      params: Promise.resolve({ id }),
    });
  const own = await open(ids.mail, foreignCookie);
  expect(own.status).toBe(200);
  expect(await own.text()).toContain(marker);
  expect(own.headers.get("content-disposition")).toBe(`attachment; filename="${ids.mail}.eml"`);
  expect(own.headers.get("content-security-policy")).toContain("sandbox");
  expect((await open(ids.mail, cookie)).status).toBe(404);
  expect((await open(ids.mail, "")).status).toBe(401);
  expect((await open("../../etc/passwd", cookie)).status).toBe(404);
});

it("serves a file to its own workspace alone, for saving and not for showing", async () => {
  const asked: string[] = [];
  const open = (id: string, header: string, stored: string | null = marker) =>
    handleFileDownload(new Request(`http://adjutant.test/api/files/${id}`, { headers: { cookie: header } }), {
      params: Promise.resolve({ id }),
      read: async (key) => {
        asked.push(key);
        return stored === null ? null : Buffer.from(stored);
      },
    });
  expect((await open(ids.file, cookie)).status).toBe(404);
  expect((await open(ids.file, "")).status).toBe(401);
  expect((await open("../../etc/passwd", foreignCookie)).status).toBe(404);
  expect((await open(newId(), foreignCookie)).status).toBe(404);
  expect(asked).toEqual([]);
  const own = await open(ids.file, foreignCookie);
  expect([own.status, await own.text()]).toEqual([200, marker]);
  expect(asked).toEqual([`${foreign.workspaceId}/${sha256(marker)}`]);
  expect(own.headers.get("content-disposition")).toMatch(new RegExp(`^attachment; filename="${marker}\\.txt"`));
  expect(own.headers.get("content-security-policy")).toContain("sandbox");
  expect(own.headers.get("x-content-type-options")).toBe("nosniff");
  expect((await open(ids.file, foreignCookie, null)).status).toBe(404);
  const changed = await open(ids.file, foreignCookie, "not what was stored");
  expect([changed.status, (await changed.text()).includes("not what was")]).toEqual([500, false]);
});
