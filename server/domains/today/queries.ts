import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { toAtRisk } from "./at-risk.ts";
import { readToday } from "./read-today.ts";
import type { Today } from "./schema.ts";

/** The start page: what needs the operator, what was done in the last 24 hours, what is at risk. */
export const getToday = defineQuery({
  name: "today.get",
  input: z.void(),
  access: ["operator"],
  run: async ({ tx, context }): Promise<Today> => {
    const { name, timeZone, ...row } = await readToday(tx, context.clock.now());
    return {
      ...row,
      workspaceName: name,
      waiting: row.waiting.map(({ id, title, contact, amountMinor, currency, expiresAt }) => ({
        id,
        title,
        contact,
        stake: amountMinor !== null && currency ? { amountMinor, currency } : null,
        expiresAt: new Date(expiresAt),
      })),
      reviewTasks: row.reviewTasks.map((item) => ({ ...item, createdAt: new Date(item.createdAt) })),
      done: row.done.map((item) => ({ ...item, at: new Date(item.at) })),
      atRisk: row.atRisk.map((item) => toAtRisk(item, timeZone)),
    };
  },
});
