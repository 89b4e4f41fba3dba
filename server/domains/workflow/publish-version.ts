import type { CommandScope } from "#server/commands/define-command.ts";
import type { Prisma } from "#server/db/generated/client.ts";
import { hashOf } from "#server/kernel/canonical-json.ts";
import type { Definition } from "#server/workflows/schema.ts";

/** The version that is current after publishing; `published` is false where it was the same already. */
export type Published = { workflow: string; version: number; published: boolean };

/**
 * Writes a checked definition as the next version, for runs that start from now on. The same content as the newest
 * version changes nothing. Two that publish at once take turns.
 */
export async function publishVersion(
  { tx, context, audit, changed }: CommandScope,
  { workflow, definition, from }: { workflow: string; definition: Definition; from: Record<string, number> },
): Promise<Published> {
  const { workspaceId, actor } = context;
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`publish:${workspaceId}:${workflow}`}, 0))`;
  const newest = await tx.workflowVersion.findFirst({
    where: { workflow, version: { gt: 0 } },
    orderBy: { version: "desc" },
  });
  const hash = hashOf(definition);
  if (newest?.hash === hash) return { workflow, version: newest.version, published: false };
  const version = (newest?.version ?? 0) + 1;
  const json = definition as unknown as Prisma.InputJsonObject;
  const publishedBy = actor.id;
  const row = { workspaceId, workflow, version, definition: json, hash, origin: "operator", publishedBy };
  await tx.workflowVersion.create({ data: { ...row, publishedAt: context.clock.now() } });
  await audit({ subject: { kind: "workflow", id: workflow }, data: { version, hash, ...from } });
  changed({ topic: "workspace", id: workspaceId });
  return { workflow, version, published: true };
}
