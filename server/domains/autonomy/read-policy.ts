import type { CommandScope } from "#server/commands/define-command.ts";
import { type Grant, type Policy, policyOf, policySettingsOf } from "#server/policy/index.ts";
import { capsSchema, levelSchema } from "./schema.ts";

type Row = { agent: string; action: string; level: string; caps: unknown; bar: number | null };

/** A grant from its row. One that cannot be read grants nothing. */
export function grantOfRow({ agent, action, level, caps, bar }: Row): Grant {
  const read = { level: levelSchema.safeParse(level), caps: capsSchema.safeParse(caps) };
  return read.level.success && read.caps.success
    ? { agent, action, level: read.level.data, caps: read.caps.data, bar }
    : { agent, action, level: "suggest", caps: {}, bar: null };
}

/** The workspace's policy as it is now: what was granted, and the settings that hold for all. */
export async function readPolicy({ tx, context }: Pick<CommandScope, "tx" | "context">): Promise<Policy> {
  const workspace = await tx.workspace.findUniqueOrThrow({
    where: { id: context.workspaceId },
    select: { policy: true },
  });
  const rows = await tx.autonomyGrant.findMany();
  return policyOf({ grants: rows.map(grantOfRow), settings: policySettingsOf(workspace.policy) });
}
