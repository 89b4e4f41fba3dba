import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import type { Prisma } from "#server/db/generated/client.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { AppError } from "#server/kernel/errors.ts";
import { newId } from "#server/kernel/ids.ts";
import { indexItems } from "../recall/index-items.ts";
import { type SpaceItem, spaceItemSchema } from "./schema.ts";
import { requireSpace } from "./spaces.ts";

const mostSegments = 1_000_000;

type Standing = Awaited<ReturnType<Transaction["memoryItem"]["findMany"]>>[number];

/** When it was said, as far as that is a time. */
export function timeOf(time: SpaceItem["time"]): Date | null {
  if (time === null || time === undefined) return null;
  const at = new Date(time);
  return Number.isNaN(at.getTime()) || Math.abs(at.getUTCFullYear()) > 9_999 ? null : at;
}

const same = (item: SpaceItem, row: Standing) => item.text === row.text && (item.speaker ?? null) === row.speaker;

/** The next free place of each conversation. */
async function nextPlaces(
  tx: Transaction,
  spaceId: string,
  conversations: readonly string[],
): Promise<Map<string, number>> {
  const rows = await tx.memoryItem.groupBy({
    by: ["conversation"],
    where: { spaceId, conversation: { in: [...conversations] } },
    _max: { position: true },
  });
  return new Map(rows.map(({ conversation, _max }) => [conversation ?? "", (_max.position ?? -1) + 1]));
}

/**
 * Puts items into a space in the order given; they can be found at once. An id that is there already with the same text is
 * left as it is; with another text it becomes the next version, in the same place.
 * @throws AppError not_found; limit where the space is full
 */
export const addSpaceItems = defineCommand({
  name: "memory.addSpaceItems",
  input: z.object({ id: z.uuid(), items: z.array(spaceItemSchema).min(1).max(1_000) }),
  access: ["operator", "api_key"],
  scope: "memory:write",
  run: async (
    { tx, context, audit },
    { id: spaceId, items },
  ): Promise<{ added: number; changed: number; unchanged: number }> => {
    const { workspaceId, actor, clock } = context;
    await requireSpace(tx, spaceId);
    // places are given one call after the other
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`space:${spaceId}`}, 0))`;
    const whole = await tx.recallScope.findUnique({ where: { scopeId: spaceId } });
    if ((whole?.segments ?? 0) > mostSegments) throw new AppError("limit", "This space is full");
    const given = [...new Map(items.map((item) => [item.id, item])).values()];
    const there = await tx.memoryItem.findMany({
      where: { spaceId, externalId: { in: given.map(({ id }) => id) }, validTo: null },
    });
    const standing = new Map(there.map((row) => [row.externalId ?? "", row]));
    const fresh = given.filter((item) => {
      const row = standing.get(item.id);
      return !row || !same(item, row);
    });
    const conversationOf = ({ session }: SpaceItem) => `${spaceId}:${session ?? ""}`;
    const next = await nextPlaces(tx, spaceId, [...new Set(fresh.map(conversationOf))]);
    const now = clock.now();
    const overtaken: string[] = [];
    const rows = fresh.map((item): Prisma.MemoryItemCreateManyInput => {
      const id = newId();
      const before = standing.get(item.id);
      if (before) overtaken.push(before.id);
      const conversation = before?.conversation ?? conversationOf(item);
      const position = before?.position ?? next.get(conversation) ?? 0;
      if (!before) next.set(conversation, position + 1);
      return {
        ...{ id, workspaceId, spaceId, externalId: item.id, text: item.text, conversation, position },
        ...{ chainId: before?.chainId ?? id, version: (before?.version ?? 0) + 1, speaker: item.speaker ?? null },
        ...{ saidAt: timeOf(item.time), attributes: item.time == null ? {} : { time: String(item.time) } },
        ...{ tier: "session", kind: "message", subjectKind: "workspace", subjectId: workspaceId },
        ...{ sourceKind: "api", sourceId: actor.id, taint: "outside", confidence: 1, validFrom: now, recordedAt: now },
      };
    });
    if (rows.length > 0) {
      await tx.memoryItem.updateMany({ where: { id: { in: overtaken } }, data: { validTo: now } });
      await tx.memoryItem.createMany({ data: rows });
      await indexItems(
        tx,
        { workspaceId, spaceId },
        rows.map(({ id }) => id),
      );
    }
    const changed = overtaken.length;
    const counts = { added: rows.length - changed, changed, unchanged: given.length - rows.length };
    await audit({ subject: { kind: "memory_space", id: spaceId }, data: counts });
    return counts;
  },
});
