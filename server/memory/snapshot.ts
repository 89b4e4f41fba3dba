import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import type { Prisma } from "#server/db/generated/client.ts";
import { canonicalJson, hashOf, sha256 } from "#server/kernel/canonical-json.ts";
import { stableId } from "#server/kernel/ids.ts";
import { snapshotDataSchema } from "./schema.ts";

/** What is kept beside the hashes, once each however many snapshots name it. */
const textsSchema = z.object({
  /** what the model was sent, in its order */
  prompts: z.array(z.string()).max(20),
  /** all that is needed to ask the same again: input, what memory is searched by, what the operator said */
  question: z.record(z.string(), z.unknown()),
  /** what the agent answered, whole */
  outcome: z.record(z.string(), z.unknown()),
});

type Kept = { kind: string; text: string; hash: string };

function textsOf({ prompts, question, outcome }: z.output<typeof textsSchema>) {
  const kept = (kind: string, text: string): Kept => ({ kind, text, hash: sha256(text) });
  // what was given as a date or left undefined is kept as JSON has it
  const json = (value: unknown) => canonicalJson(JSON.parse(JSON.stringify(value)));
  return {
    prompts: prompts.map((text) => kept("prompt", text)),
    question: kept("question", json(question)),
    outcome: kept("outcome", json(outcome)),
  };
}

/**
 * Keeps what a step's decision was made from, with its hash. Texts are kept apart, by their own hashes, so that one that
 * has to be erased leaves the hash of the decision as it was. Once per run and step: a retried step finds the first.
 */
export const takeSnapshot = defineCommand({
  name: "memory.takeSnapshot",
  input: z.object({
    runId: z.uuid(),
    step: z.string(),
    data: snapshotDataSchema.omit({ prompts: true, question: true, outcome: true }),
    texts: textsSchema.optional(),
  }),
  access: ["system", "agent"],
  run: async ({ tx, context, audit }, { runId, step, data, texts }): Promise<{ snapshotId: string; hash: string }> => {
    const { workspaceId } = context;
    const id = stableId("snapshot", workspaceId, runId, step);
    const createdAt = context.clock.now();
    const kept = texts ? textsOf(texts) : null;
    const named = kept && {
      prompts: kept.prompts.map(({ hash }) => hash),
      question: kept.question.hash,
      outcome: kept.outcome.hash,
    };
    const whole = { ...data, ...named };
    const hash = hashOf(whole);
    const made = await tx.snapshot.createMany({
      data: [{ id, workspaceId, runId, step, hash, createdAt, data: whole as Prisma.InputJsonObject }],
      skipDuplicates: true,
    });
    if (made.count === 0) {
      const first = await tx.snapshot.findUniqueOrThrow({ where: { id }, select: { hash: true } });
      return { snapshotId: id, hash: first.hash };
    }
    const rows = kept ? [...kept.prompts, kept.question, kept.outcome] : [];
    if (rows.length > 0) {
      const stamped = rows.map((row) => ({ ...row, workspaceId, createdAt }));
      await tx.snapshotText.createMany({ data: stamped, skipDuplicates: true });
    }
    await audit({ subject: { kind: "snapshot", id }, snapshotId: id, data: { step, hash } });
    return { snapshotId: id, hash };
  },
});
