import { readFileSync } from "node:fs";
import { join } from "node:path";
import { environmentSchema } from "#server/kernel/env.ts";
import { sourceFiles } from "./source-files.ts";

// set by the platform, the build or the tests, never by the operator
const given = new Set([
  "NODE_ENV",
  "NEXT_RUNTIME",
  "NEXT_PHASE",
  "VITEST",
  "CI",
  "CORPUS_DIR",
  "TEST_DATABASE_URL",
  "ADJUTANT_BUILD",
]);
const reader = /process\.env\.([A-Z][A-Z0-9_]*)/g;

/** Where `.env.example`, the environment's schema and the code that reads variables disagree, one line each. */
export function checkEnvironment(root = "."): string[] {
  const known = Object.keys(environmentSchema.shape);
  const example = readFileSync(join(root, ".env.example"), "utf8");
  const documented = [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1] ?? "");
  const product = sourceFiles(root).filter((path) =>
    /^(app|components|inngest(?!\/contract)|server)\/.*\.tsx?$/.test(path),
  );
  const read = product.flatMap((path) =>
    [...readFileSync(join(root, path), "utf8").matchAll(reader)].map((match) => ({ path, name: match[1] ?? "" })),
  );
  return [
    ...known.filter((name) => !documented.includes(name)).map((name) => `.env.example: ${name} is not documented`),
    ...documented.filter((name) => !known.includes(name)).map((name) => `.env.example: nothing reads ${name}`),
    ...documented
      .filter((name, index) => documented.indexOf(name) !== index)
      .map((name) => `.env.example: ${name} stands twice`),
    ...read
      .filter(({ path, name }) => !known.includes(name) && !given.has(name) && !/\.test\.tsx?$/.test(path))
      .map(({ path, name }) => `${path}: ${name} is not in the environment's schema`),
  ];
}
