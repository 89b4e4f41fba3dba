import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { importTable } from "./import-table.ts";
import { sourceFiles } from "./source-files.ts";

const codeSpan = /`([^`\n]+)`/g;
const link = /\]\((?!https?:|mailto:|#)([^)#\s]+)/g;
const command = /npm run ([\w:-]+)/g;
const fence = /^```[\s\S]*?^```/gm;

/** Whether a piece of code in a text is meant as a path of this project. */
function isPath(root: string, text: string): boolean {
  // `inngest/function.failed` is the name of an event
  if (/\.(?!tsx?$|mjs$|md$|json$|sql$|sh$|css$|prisma$|png$)[a-z]+$/.test(text)) return false;
  if (!/^[\w.@()[\]*-]+(\/[\w.@()[\]*-]*)+$/.test(text)) return /^[\w-]+\.(md|ts|mjs|json)$/.test(text);
  return existsSync(join(root, text.split("/")[0] ?? ""));
}

function pathExists(root: string, path: string, all: readonly string[]): boolean {
  // a bare file name stands for every file of that name
  if (!path.includes("/") && all.some((file) => file.endsWith(`/${path}`))) return true;
  // brackets are route segments, not patterns
  return path.includes("*") ? globSync(path, { cwd: root }).length > 0 : existsSync(join(root, path));
}

/** Which paths and npm scripts the documents name that do not exist, one line each. */
export function checkDocuments(root = "."): string[] {
  const scripts: Record<string, string> = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts;
  const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? "");
  const all = sourceFiles(root);
  return all
    .filter((path) => path.endsWith(".md"))
    .flatMap((document) => {
      const text = readFileSync(join(root, document), "utf8");
      const prose = text.replace(fence, "");
      const named = matches(prose, codeSpan).filter((path) => isPath(root, path) && !path.startsWith(".adjutant"));
      const linked = matches(prose, link).map((path) => join(dirname(document), path));
      return [
        ...[...named, ...linked]
          .filter((path) => !pathExists(root, path, all))
          .map((path) => `${document}: ${path} does not exist`),
        ...matches(text, command)
          .filter((name) => !(name in scripts))
          .map((name) => `${document}: there is no script "npm run ${name}"`),
      ];
    });
}

/** Where the import table in ARCHITECTURE.md differs from the one that is enforced, one line each. */
export function checkImportTable(root = "."): string[] {
  const text = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");
  const enforced = importTable.map((room) => `| ${room.name} | ${room.may.join(", ") || "nothing"} |`);
  const heading = "| from | to |";
  const start = text.indexOf(heading);
  const written = text.slice(start).split("\n\n")[0]?.split("\n").slice(2) ?? [];
  return [
    ...enforced.filter((row) => !written.includes(row)).map((row) => `ARCHITECTURE.md: the import table lacks ${row}`),
    ...written.filter((row) => !enforced.includes(row)).map((row) => `ARCHITECTURE.md: not enforced: ${row}`),
  ];
}
