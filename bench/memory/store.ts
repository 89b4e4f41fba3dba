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
const { Prisma } = await import("#server/db/generated/client.ts");
const { newWorkspace } = await import("#server/db/test-database.ts");
const { indexItems } = await import("#server/memory/recall/index-items.ts");
const { searchItems } = await import("#server/memory/recall/search-items.ts");
const { newId } = await import("#server/kernel/ids.ts");

import type { Item } from "./conversation.ts";

const batch = 1_000;
const { workspaceId } = await newWorkspace();
const standing = Prisma.sql`e.standing`;

/** A database of the bench's own, and how it ends. */
export const store = { kind: database.kind, close: database.remove };

/** A space apart that holds a conversation. */
export type Space = {
  spaceId: string;
  /** the caller's ids by the database's */
  items: Map<string, string>;
};

const rowOf = (spaceId: string, item: Item, position: number) => {
  const id = newId();
  const [said, now] = [item.time ? new Date(item.time) : null, new Date()];
  return {
    ...{ id, chainId: id, workspaceId, spaceId, externalId: item.id, text: item.text, speaker: item.speaker ?? null },
    ...{ conversation: item.session ?? "", position, saidAt: said, validFrom: now, recordedAt: now },
    ...{ tier: "session", kind: "message", subjectKind: "workspace", subjectId: workspaceId },
    ...{ sourceKind: "api", sourceId: spaceId, taint: "operator", confidence: 1 },
  };
};

/** Writes items into a new space, 1,000 in a transaction, each session in its own order. */
export async function remember(name: string, items: readonly Item[]): Promise<Space> {
  const spaceId = newId();
  const positions = new Map<string, number>();
  await inWorkspace(workspaceId, (tx) => tx.memorySpace.create({ data: { id: spaceId, workspaceId, name } }));
  const known = new Map<string, string>();
  for (let from = 0; from < items.length; from += batch) {
    const rows = items.slice(from, from + batch).map((item) => {
      const position = positions.get(item.session ?? "") ?? 0;
      positions.set(item.session ?? "", position + 1);
      return rowOf(spaceId, item, position);
    });
    const ids = rows.map(({ id }) => id);
    await inWorkspace(workspaceId, async (tx) => {
      await tx.memoryItem.createMany({ data: rows });
      await indexItems(tx, { workspaceId, spaceId }, ids);
    });
    for (const { id, externalId } of rows) known.set(id, externalId);
  }
  return { spaceId, items: known };
}

/** Asks a space as the product does. @returns the caller's ids, best first, and how sure it is that anything is known */
export async function ask(
  space: Space,
  question: string,
): Promise<{ ids: string[]; known: number; relevant: boolean }> {
  const scope = { workspaceId, spaceId: space.spaceId };
  const found = await inWorkspace(workspaceId, (tx) =>
    searchItems(tx, scope, { question, filter: standing, limit: 10 }),
  );
  const ids = found.hits.map(({ itemId }) => space.items.get(itemId) ?? "");
  return { ids, known: found.known.score, relevant: found.known.relevant };
}

/** The product's own stems, so that what it is measured against sees the same terms; stop words have none. */
export async function stemsOf(words: readonly string[]): Promise<Map<string, string>> {
  const rows = await inWorkspace(
    workspaceId,
    (tx) => tx.$queryRaw<{ word: string; stem: string | null }[]>`
      select w.word, (ts_lexize('english_stem', w.word))[1] as stem from unnest(${[...new Set(words)]}::text[]) as w (word)`,
  );
  return new Map(rows.flatMap(({ word, stem }) => (stem ? [[word, stem]] : [])));
}
