import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { databaseOnServer } from "#scripts/database-for-tests.ts";
import { startEmbeddedPostgres } from "#server/db/embedded/embedded-postgres.ts";
import { migrate } from "#server/db/migrate.ts";

async function open() {
  const server = process.env.TEST_DATABASE_URL;
  if (server) return { ...(await databaseOnServer(server)), kind: "server" };
  const dataFolder = mkdtempSync(join(tmpdir(), "adjutant-bench-"));
  const postgres = await startEmbeddedPostgres({ dataFolder });
  await migrate({ url: postgres.url(), folder: "prisma/migrations", appUser: "adjutant" });
  const remove = async () => {
    await postgres.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  };
  return { appUrl: postgres.url("adjutant"), directUrl: postgres.url(), remove, kind: "embedded, fsync on" };
}

const database = await open();
process.env.DATABASE_URL = database.appUrl;
process.env.DIRECT_URL = database.directUrl;
process.env.LOG_LEVEL = "silent";

// the product's own code reads the environment as it is loaded
const { inWorkspace } = await import("#server/db/transaction.ts");
const { newWorkspace } = await import("#server/db/test-database.ts");
const { addSpaceItems, createSpace, searchSpace } = await import("#server/memory/spaces/index.ts");

import type { Item } from "./conversation.ts";

const batch = 1_000;
const context = await newWorkspace();

/** A database of the bench's own, and how it ends. */
export const store = { kind: database.kind, close: database.remove };

/** Writes items into a new space, 1,000 at a time. @returns the space's id */
export async function remember(name: string, items: readonly Item[]): Promise<string> {
  const { id } = await createSpace.execute(context, { name });
  for (let from = 0; from < items.length; from += batch) {
    await addSpaceItems.execute(context, { id, items: items.slice(from, from + batch) });
  }
  return id;
}

/** Asks a space. @returns the caller's ids, best first, and how sure it is that anything is known */
export async function ask(spaceId: string, query: string): Promise<{ ids: string[]; known: number }> {
  const { hits, known } = await searchSpace.execute(context, { id: spaceId, query, k: 10 });
  return { ids: hits.map(({ id }) => id), known: known.score };
}

/** The product's own stems, so that what it is measured against sees the same terms; stop words have none. */
export async function stemsOf(words: readonly string[]): Promise<Map<string, string>> {
  const rows = await inWorkspace(
    context.workspaceId,
    (tx) => tx.$queryRaw<{ word: string; stem: string | null }[]>`
      select w.word, (ts_lexize('english_stem', w.word))[1] as stem from unnest(${[...new Set(words)]}::text[]) as w (word)`,
  );
  return new Map(rows.flatMap(({ word, stem }) => (stem ? [[word, stem]] : [])));
}
