import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import type { Prisma } from "#server/db/generated/client.ts";
import { hashOf } from "#server/kernel/canonical-json.ts";
import { stableId } from "#server/kernel/ids.ts";
import { taints } from "#server/kernel/taint.ts";

/** What a decision was made from. */
const snapshotData = z.object({
  /** the exact versions that were recalled */
  memory: z.array(z.object({ id: z.string(), version: z.int(), taint: z.enum(taints).optional() })),
  /** the worst label of all that the run had come in touch with by then */
  taint: z.enum(taints).optional(),
  agent: z.string(),
  intent: z.string(),
  /** of the policy in force: a hash of its grants and settings */
  policy: z.string().optional(),
  workflow: z.object({ id: z.string(), version: z.int() }),
  /** `provider:model`, or null for the offline method */
  model: z.string().nullable(),
  /** SHA-256 of the agent's input */
  inputHash: z.string(),
});

/** Keeps what a step's decision was made from, with its hash. Once per run and step: a retried step finds the first. */
export const takeSnapshot = defineCommand({
  name: "memory.takeSnapshot",
  input: z.object({ runId: z.uuid(), step: z.string(), data: snapshotData }),
  access: ["system", "agent"],
  run: async ({ tx, context, audit }, { runId, step, data }): Promise<{ snapshotId: string; hash: string }> => {
    const { workspaceId } = context;
    const id = stableId("snapshot", workspaceId, runId, step);
    const hash = hashOf(data);
    const row = { id, workspaceId, runId, step, hash, createdAt: context.clock.now() };
    const made = await tx.snapshot.createMany({
      data: [{ ...row, data: data as Prisma.InputJsonObject }],
      skipDuplicates: true,
    });
    if (made.count === 0) {
      const first = await tx.snapshot.findUniqueOrThrow({ where: { id }, select: { hash: true } });
      return { snapshotId: id, hash: first.hash };
    }
    await audit({ subject: { kind: "snapshot", id }, snapshotId: id, data: { step, hash } });
    return { snapshotId: id, hash };
  },
});
