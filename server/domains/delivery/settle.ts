import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";

const retryMs = 60_000;
/** What could not be told within this time is given up: the queue itself still shows it. */
const longestMs = 3_600_000;

/** Writes down what became of claimed deliveries. `again` is tried anew in a minute, for at most an hour. */
export const settleDeliveries = defineCommand({
  name: "delivery.settle",
  input: z.object({
    ids: z.array(z.uuid()).max(100),
    outcome: z.enum(["sent", "failed", "again"]),
    detail: z.string().max(500).optional(),
  }),
  access: ["system"],
  run: async ({ tx, context }, { ids, outcome, detail }): Promise<void> => {
    const now = context.clock.now();
    const rows = { id: { in: ids }, status: "sending" };
    const said = detail === undefined ? {} : { detail };
    if (outcome === "again") {
      await tx.delivery.updateMany({
        where: { ...rows, createdAt: { gt: new Date(now.getTime() - longestMs) } },
        data: { ...said, status: "waiting", sentAt: null, dueAt: new Date(now.getTime() + retryMs) },
      });
    }
    await tx.delivery.updateMany({ where: rows, data: { status: outcome === "sent" ? "sent" : "failed", ...said } });
  },
});
