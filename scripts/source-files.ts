import { type Dirent, readdirSync } from "node:fs";

const skipped = /^(node_modules|\.git|\.next|\.adjutant.*|generated|test-results|playwright-report|coverage)$/;

function entries(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).filter((entry) => !skipped.test(entry.name));
}

/** Every file of the project that people wrote, as paths from its root. */
export function sourceFiles(root = "."): string[] {
  const under = (folder: string): string[] =>
    entries(`${root}/${folder}`).flatMap((entry) => {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      return entry.isDirectory() ? under(path) : entry.isFile() ? [path] : [];
    });
  return under("").sort();
}
