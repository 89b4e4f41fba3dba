import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";

const mostDue = 200;
const setBack = 60_000;

/** Ids of schedules that have something to deal with, the longest due first: a slot has come, or the clock was set back. */
export const dueSchedules = defineQuery({
  name: "schedule.due",
  input: z.object({ leadMs: z.int().min(0).max(10_000).default(0) }),
  access: ["system"],
  run: async ({ tx, context }, { leadMs }): Promise<string[]> => {
    const now = context.clock.now().getTime();
    const ahead = { gt: new Date(now + setBack) };
    const rows = await tx.schedule.findMany({
      where: {
        enabled: true,
        OR: [{ nextAt: { lte: new Date(now + leadMs) } }, { updatedAt: ahead }, { lastSlotAt: ahead }],
      },
      select: { id: true },
      orderBy: [{ nextAt: "asc" }, { id: "asc" }],
      take: mostDue,
    });
    return rows.map(({ id }) => id);
  },
});
