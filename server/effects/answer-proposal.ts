import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { answerIdOf, recordProposal } from "#server/domains/proposal/index.ts";
import {
  askedSchema,
  type Evidence,
  evidenceSchema,
  type Heard,
  heardSchema,
} from "#server/domains/proposal/schema.ts";
import { AppError } from "#server/kernel/errors.ts";
import { storableJson, storableText } from "#server/kernel/json-text.ts";
import { examineAgain, keptOf } from "./refresh-proposal.ts";

const words = (most: number) => z.string().overwrite((text) => storableText(text, most));

const asks = {
  verdict: "ask" as const,
  rule: "answers-guidance",
  explanation: "You sent it back with guidance, so you look at the answer.",
};

/** The reason on the card: the agent's own, and what of the guidance could not be followed. */
function reasonOf(reason: string, heard: readonly Heard[]): string {
  const missed = heard.filter((part) => !part.followed).map(({ said, note }) => `“${said}” (${note})`);
  const words = missed.length ? `I could not follow: ${missed.join("; ")}. Edit it, or connect a model.` : "";
  return storableText([reason, words].filter(Boolean).join(" "), 2000);
}

/**
 * Records an agent's answer to guidance: a proposal that names the one it answers, waits for the operator whatever is
 * granted, and is written once. Where what was asked for cannot be done, it proposes the same as before and says why.
 * @returns the answer's id; null where the answered one is not returned any more
 */
export const answerProposal = defineCommand({
  name: "proposal.answer",
  input: z.object({
    /** the one that the operator sent back */
    proposalId: z.uuid(),
    /** what the operator said */
    guidance: words(2000),
    draft: z.object({
      input: z.json().transform((value): unknown => JSON.parse(storableJson(value))),
      reason: words(2000),
      evidence: z.array(evidenceSchema.extend({ label: words(200) })).max(50),
      confidence: z.number().min(0).max(1),
      method: words(200),
    }),
    heard: z.array(heardSchema.extend({ said: words(2000), note: words(1000) })).max(50),
    snapshotId: z.uuid().nullable(),
  }),
  access: ["system", "agent"],
  run: async (scope, { proposalId, guidance, draft, heard, snapshotId }): Promise<{ proposalId: string | null }> => {
    const { tx, context } = scope;
    // a withdrawal of the run's proposals comes before it or after it, never between
    await tx.$queryRaw`select 1 from proposal where id = ${proposalId}::uuid for update`;
    const answered = await tx.proposal.findUnique({ where: { id: proposalId } });
    if (!answered) throw new AppError("not_found", "There is no such proposal");
    const id = answerIdOf(proposalId);
    if (await tx.proposal.findUnique({ where: { id }, select: { id: true } })) return { proposalId: id };
    const asked = askedSchema.safeParse(answered.asked).data;
    if (answered.status !== "returned" || !asked) return { proposalId: null };
    const wanted = await examineAgain(scope, answered, draft.input);
    const possible = wanted.policy.verdict !== "refuse";
    const { action: _, ...examined } = possible ? wanted : await examineAgain(scope, answered);
    const told = possible
      ? heard
      : heard.map((part) => ({ ...part, followed: false, note: wanted.policy.explanation }));
    const refused = examined.policy.verdict === "refuse";
    const now = context.clock.now().getTime();
    const patience = answered.expiresAt.getTime() - answered.createdAt.getTime();
    await recordProposal(scope, {
      ...examined,
      ...keptOf(answered),
      id,
      policy: refused ? examined.policy : { ...examined.policy, ...asks },
      status: refused ? "refused" : "pending",
      sampled: false,
      reason: reasonOf(draft.reason, told),
      evidence: draft.evidence as Evidence[],
      confidence: draft.confidence,
      method: draft.method,
      snapshotId: snapshotId ?? answered.snapshotId,
      asked: { ...asked, guidance: [...asked.guidance, guidance], heard: [...asked.heard, ...told] },
      answersId: answered.id,
      expiresAt: new Date(Math.max(answered.expiresAt.getTime(), now + patience)),
    });
    return { proposalId: id };
  },
});
