import type { Transaction } from "#server/db/transaction.ts";
import { hashOf } from "#server/kernel/canonical-json.ts";
import { differencesOf } from "./differences.ts";
import { changedTargets } from "./rules.ts";
import { askedSchema, mostRounds, type Preview, type ProposalStory } from "./schema.ts";

type Row = NonNullable<Awaited<ReturnType<Transaction["proposal"]["findUnique"]>>>;

const nothing: Record<Preview["kind"], string> = {
  mail: "nothing is sent",
  money: "no money moves",
  record: "nothing is changed",
};

/** What happens when nobody decides: never what is proposed. */
function defaultOf(row: Row): string {
  const { kind } = row.preview as Preview;
  return `${nothing[kind]}, ${row.ifExpired ?? "and the run goes on without it"}`;
}

/** Where proposals come from: what the operator said, and what changed since the version before. */
export async function storiesOf(tx: Transaction, rows: readonly Row[]): Promise<(row: Row) => ProposalStory> {
  const ids = rows.map((row) => row.id);
  const before = await tx.proposal.findMany({ where: { replacedById: { in: ids } } });
  const answered = await tx.approval.findMany({
    where: { proposalId: { in: rows.flatMap((row) => row.answersId ?? []) }, decision: "respond" },
    select: { proposalId: true, reason: true },
  });
  const answers = await tx.proposal.findMany({
    where: { answersId: { in: ids } },
    select: { id: true, answersId: true },
  });
  const beforeOf = new Map(before.map((row) => [row.replacedById, row]));
  const guidanceOf = new Map(answered.map((row) => [row.proposalId, row.reason]));
  const answerOf = new Map(answers.map((row) => [row.answersId, row.id]));
  return (row) => {
    const asked = askedSchema.safeParse(row.asked).data;
    const old = beforeOf.get(row.id);
    return {
      canRespond: asked !== undefined && asked.guidance.length < mostRounds,
      heard: asked?.heard ?? [],
      answers: row.answersId ? { id: row.answersId, guidance: guidanceOf.get(row.answersId) ?? "" } : null,
      answeredBy: answerOf.get(row.id) ?? null,
      replaces: old
        ? {
            id: old.id,
            by: hashOf(old.input) === hashOf(row.input) ? "records" : "operator",
            differences: differencesOf(old.preview as Preview, row.preview as Preview),
            records: changedTargets(old.targets as Record<string, number>, row.targets as Record<string, number>),
          }
        : null,
      ifExpired: defaultOf(row),
    };
  };
}
