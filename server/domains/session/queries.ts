import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { describeDevice } from "./device.ts";
import type { SessionRow } from "./schema.ts";

/** The operator's live sessions, the one last seen first. */
export const listSessions = defineQuery({
  name: "session.list",
  input: z.void(),
  access: ["operator"],
  run: async ({ tx, context }): Promise<SessionRow[]> => {
    const rows = await tx.session.findMany({
      where: { operatorId: context.actor.id, revokedAt: null, expiresAt: { gt: context.clock.now() } },
      orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
      take: 100,
    });
    const current = context.actor.kind === "operator" ? context.actor.sessionId : null;
    return rows.map((row) => ({
      id: row.id,
      device: describeDevice(row.userAgent),
      address: row.address,
      current: row.id === current,
      createdAt: row.createdAt,
      lastSeenAt: row.lastSeenAt,
    }));
  },
});
