import { execFileSync } from "node:child_process";
import { gzipSync } from "node:zlib";

/** Resident memory of each process by what it runs, in MB; shared pages count once per process. */
export function residentMemory(pids: readonly number[]): { total: number; byProcess: Record<string, number> } {
  const rows = execFileSync("ps", ["-o", "pid=,rss=,args=", "-p", pids.join()], { encoding: "utf8" })
    .trim()
    .split("\n");
  const byProcess: Record<string, number> = {};
  for (const row of rows) {
    const [, kilobytes = "0", ...words] = row.trim().split(/\s+/);
    const script = words.find((word) => /(\.(ts|mjs)|bin\/next)$/.test(word) && !word.includes("die-with-parent"));
    const name = script?.split("/").at(-1) ?? words[0] ?? "?";
    byProcess[name] = Math.round((byProcess[name] ?? 0) + Number(kilobytes) / 1_024);
  }
  return { total: Object.values(byProcess).reduce((sum, size) => sum + size, 0), byProcess };
}

/** The JavaScript that a page's HTML asks for before anything is clicked, gzipped, in KB. */
export async function firstLoadJavaScript(origin: string, path: string, cookie: string): Promise<number> {
  const page = await fetch(`${origin}${path}`, { headers: { cookie } });
  const html = await page.text();
  if (!page.ok) throw new Error(`${path} answered ${page.status}`);
  const sources = [...html.matchAll(/<script[^>]+src="([^"]+\.js[^"]*)"[^>]*>/g)];
  const wanted = sources.filter(([tag]) => !tag.includes("noModule")).map(([, source]) => source ?? "");
  const sizes = await Promise.all(
    [...new Set(wanted)].map(async (source) => {
      const script = await fetch(new URL(source, origin));
      return gzipSync(Buffer.from(await script.arrayBuffer())).length;
    }),
  );
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / 102.4) / 10;
}
