import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { env } from "#server/kernel/env.ts";
import { AppError } from "#server/kernel/errors.ts";
import { databaseMode, mailHost, runnerMode } from "#server/kernel/installation.ts";
import type { WorkspaceSettings } from "./schema.ts";

/** The workspace's settings, and what the installation can do as its environment says. */
export const getWorkspaceSettings = defineQuery({
  name: "workspace.settings",
  input: z.void(),
  access: ["operator"],
  run: async ({ tx, context }): Promise<WorkspaceSettings> => {
    const row = await tx.workspace.findUnique({
      where: { id: context.workspaceId },
      select: { name: true, timeZone: true, currency: true, mailFrom: true, undoSeconds: true },
    });
    if (!row) throw new AppError("not_found", "There is no such workspace");
    const host = mailHost();
    const model = env().MODEL_FAST ?? null;
    return {
      ...row,
      mail: { mode: host ? "smtp" : "outbox", host },
      database: databaseMode(),
      runner: runnerMode(),
      model: { configured: model !== null, name: model },
    };
  },
});
