import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { environmentSchema } from "#server/kernel/env.ts";
import { checkDocuments } from "./check-documents.ts";
import { checkEnvironment } from "./check-environment.ts";
import { checkFiles } from "./check-files.ts";
import { completeLock, type Lock } from "./complete-lock.ts";

const roots: string[] = [];
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true });
});

function project(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "checks-"));
  roots.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

describe("checks", () => {
  it("find what breaks the rules about files", () => {
    const unfinished = `// ${"TO"}${"DO"}: later\n`;
    const root = project({
      "server/kernel/clock.ts": "export const clock = 1;\n",
      "server/kernel/ids.ts": "/** An id. */\nexport function newId() {}\n",
      "server/db/Long.ts": "1;\n".repeat(401),
      "server/db/date-utils.ts": unfinished,
      "server/db/out.test.ts": `it.${"only"}("runs", () => {});\n`,
      "server/db/fine.ts": "export default 1;\n",
      "app/page.tsx": "export default 1;\n",
    });
    expect(checkFiles(root)).toEqual([
      "server/db/Long.ts: 401 lines: 400 is the limit",
      "server/db/Long.ts: file names are in kebab-case",
      "server/db/date-utils.ts: name it after what it holds: utils, helpers, misc, common and lib say nothing",
      "server/db/date-utils.ts: line 1: unfinished work is not committed",
      "server/db/fine.ts: line 1: exports have names",
      "server/db/out.test.ts: line 1: a test runs or goes",
      "server/kernel/clock.ts: line 1: clock is exported without a docstring",
    ]);
  });

  it("find paths and scripts in documents that do not exist", () => {
    const root = project({
      "package.json": '{"scripts":{"verify":"x"}}',
      "server/kernel/ids.ts": "",
      "README.md":
        "`server/kernel/ids.ts` `server/kernel/*.ts` `ids.ts` `npm run verify` `POST /api/v1/events` [more](docs/more.md)\n" +
        "`server/gone.ts` `npm run nothing` `server/none/*.ts`",
    });
    expect(checkDocuments(root).sort()).toEqual([
      "README.md: docs/more.md does not exist",
      "README.md: server/gone.ts does not exist",
      "README.md: server/none/*.ts does not exist",
      'README.md: there is no script "npm run nothing"',
    ]);
  });

  it("find variables that are read, documented or declared in one place only", () => {
    const [first, ...rest] = Object.keys(environmentSchema.shape);
    const root = project({
      ".env.example": [...rest.map((name) => `# ${name}=`), "FORGOTTEN=1"].join("\n"),
      "server/kernel/log.ts": "process.env.NODE_ENV; process.env.SECRET_SWITCH;",
    });
    expect(checkEnvironment(root)).toEqual([
      `.env.example: ${first} is not documented`,
      ".env.example: nothing reads FORGOTTEN",
      "server/kernel/log.ts: SECRET_SWITCH is not in the environment's schema",
    ]);
  });

  it("complete a lock file with other platforms' packages", () => {
    const lock: Lock = {
      packages: {
        "": {},
        "node_modules/tool": {
          version: "2.0.0",
          resolved: "https://registry.example.com/tool.tgz",
          optionalDependencies: {
            "tool-darwin-arm64": "2.0.0",
            "tool-linux-x64-musl": "^2.0.0",
            "tool-linux-x64": "2.0.0",
          },
        },
        "node_modules/tool/node_modules/tool-linux-x64": { version: "2.0.0" },
      },
    };
    expect(completeLock(lock)).toBe(2);
    expect(lock.packages["node_modules/tool-darwin-arm64"]).toEqual({
      version: "2.0.0",
      os: ["darwin"],
      cpu: ["arm64"],
      optional: true,
    });
    expect(lock.packages["node_modules/tool-linux-x64-musl"]).toMatchObject({ version: "2.0.0", libc: ["musl"] });
    expect(JSON.stringify(lock)).not.toContain("registry.example.com");
    expect(completeLock(lock)).toBe(0);
  });
});
