import { readFileSync } from "node:fs";
import { sourceFiles } from "./source-files.ts";

type Rule = {
  applies: RegExp;
  except?: RegExp;
  problem: (path: string, lines: string[]) => string | string[] | undefined;
};

const code = /\.(tsx?|mjs|sh)$/;
const documented = /^server\/(kernel|commands|policy|effects|memory|models)\/.*(?<!\.test)\.tsx?$/;
const exported = /^export (?:async )?(?:abstract )?(?:function\*?|const|class|type) (\w+)/;
const opensOverload = /^export function [^{]*;$/;

function numbered(lines: string[], pattern: RegExp, message: string): string[] {
  return lines.flatMap((line, index) => (pattern.test(line) ? [`line ${index + 1}: ${message}`] : []));
}

function undocumented(lines: string[]): string[] {
  return lines.flatMap((line, index) => {
    const name = exported.exec(line)?.[1];
    const before = lines[index - 1] ?? "";
    if (!name || before.endsWith("*/") || opensOverload.test(before)) return [];
    return [`line ${index + 1}: ${name} is exported without a docstring`];
  });
}

// spelled in pieces, so that this file does not break its own rule
const unfinished = new RegExp(`\\b(${["TO" + "DO", "FIX" + "ME", "HA" + "CK", "XX" + "X"].join("|")})\\b`);

const rules: Rule[] = [
  {
    applies: /\.(tsx?|mjs|sh|css|prisma)$/,
    problem: (_, lines) => (lines.length > 401 ? `${lines.length - 1} lines: 400 is the limit` : undefined),
  },
  {
    applies: code,
    problem: (path) =>
      /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/.test(path.split("/").at(-1) ?? "")
        ? undefined
        : "file names are in kebab-case",
  },
  {
    applies: code,
    problem: (path) =>
      /(^|[/-])(utils?|helpers?|misc|commons?|lib|libs|stuff)([/.-]|$)/.test(path)
        ? "name it after what it holds: utils, helpers, misc, common and lib say nothing"
        : undefined,
  },
  { applies: code, problem: (_, lines) => numbered(lines, unfinished, "unfinished work is not committed") },
  {
    applies: /\.(test|spec)\.tsx?$/,
    problem: (_, lines) =>
      numbered(lines, /\b(it|test|describe)\.(only|skip|todo)\((?!\s*$|!|[a-z])/, "a test runs or goes"),
  },
  {
    applies: /\.tsx?$/,
    except: /^app\/|^[^/]+\.ts$|\.d\.ts$|^e2e\/|^scripts\/vitest-setup\.ts$/,
    problem: (_, lines) => numbered(lines, /^export default /, "exports have names"),
  },
  { applies: documented, problem: (_, lines) => undocumented(lines) },
];

/** What breaks the house's rules about files, one line each. */
export function checkFiles(root = "."): string[] {
  return sourceFiles(root).flatMap((path) => {
    const due = rules.filter((rule) => rule.applies.test(path) && !rule.except?.test(path));
    if (due.length === 0) return [];
    const lines = readFileSync(`${root}/${path}`, "utf8").split("\n");
    return due.flatMap((rule) => [rule.problem(path, lines) ?? []].flat().map((problem) => `${path}: ${problem}`));
  });
}
