import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { checkBoundaries } from "./check-boundaries.ts";

const root = mkdtempSync(join(tmpdir(), "boundaries-"));
afterAll(() => rmSync(root, { recursive: true }));

function plant(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

describe("the import table", () => {
  it("finds each planted violation and nothing else", async () => {
    writeFileSync(join(root, "package.json"), readFileSync("package.json"));
    symlinkSync(join(process.cwd(), "node_modules"), join(root, "node_modules"));
    plant({
      "server/kernel/clock.ts": 'import { log } from "#server/db/log.ts";\nexport const clock = log;\n',
      "server/db/log.ts": "export const log = 1;\n",
      "server/db/transaction.ts": "export type Transaction = 1;\n",
      "server/actions/send.ts":
        'import type { Transaction } from "#server/db/transaction.ts";\nexport type T = Transaction;\n',
      "server/policy/decide.ts": 'import { readFileSync } from "node:fs";\nexport const decide = readFileSync;\n',
      "server/domains/invoice/index.ts": 'export { total } from "./total.ts";\n',
      "server/domains/invoice/total.ts": "export const total = 1;\n",
      "server/domains/mail/index.ts":
        'import { total } from "#server/domains/invoice/total.ts";\nexport const mail = total;\n',
      "server/domains/task/index.ts":
        'import { total } from "#server/domains/invoice/index.ts";\nexport const task = total;\n',
      "server/domains/task/find.ts": 'import pg from "pg";\nexport const find = pg;\n',
      "server/domains/task/gone.ts": 'import { a } from "./absent.ts";\nexport const gone = a;\n',
      "components/list.tsx":
        'import { task } from "#server/domains/task/index.ts";\nexport const List = () => <b>{task}</b>;\n',
      "app/page.tsx": 'import { List } from "#components/list.tsx";\nexport default List;\n',
      "app/api/x/route.ts": 'import { run } from "#inngest/run.ts";\nexport const GET = run;\n',
      "app/api/inngest/route.ts": 'import { run } from "#inngest/run.ts";\nexport const PUT = run;\n',
      "inngest/run.ts": 'import { b } from "./b.ts";\nexport const run = b;\n',
      "inngest/b.ts": 'import { run } from "./run.ts";\nexport const b = () => run;\n',
      "e2e/first.ts": "export const first = 1;\n",
      "server/api/late.ts": 'export const late = () => import("#e2e/first.ts");\n',
    });
    const found = (await checkBoundaries(root)).map((line) => line.replace(/ → .*: /, ": ")).sort();
    expect(found).toEqual(
      [
        "app/api/x/route.ts: app imports",
        "components/list.tsx: components imports",
        "inngest/b.ts: no circle",
        "server/api/late.ts: server/api imports",
        "server/api/late.ts: the product needs no test, script or benchmark",
        "server/domains/mail/index.ts: a domain is entered through its index",
        "server/domains/task/find.ts: the database client stays in the database's room",
        "server/domains/task/gone.ts: every import resolves",
        "server/kernel/clock.ts: kernel imports",
        "server/policy/decide.ts: the policy is pure",
      ].sort(),
    );
  });
});
