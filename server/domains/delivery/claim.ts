import type { CommandScope } from "#server/commands/define-command.ts";
import type { Subject } from "./schema.ts";
import { openSubjects, subjectOf } from "./subjects.ts";

/** What is about to be told to one operator by one way. */
export type Claim = { operatorId: string; told: { deliveryId: string; subject: Subject }[] };

type Row = { id: string; operatorId: string; kind: string; subjectId: string };

const mostAtOnce = 50;
/** A process that took a delivery and is gone: a push message may go out twice (its tag replaces it), a mail may not. */
const stuckMs = 10 * 60_000;

async function letGo({ tx, context }: CommandScope): Promise<void> {
  const before = new Date(context.clock.now().getTime() - stuckMs);
  await tx.$executeRaw`
    update delivery set status = case way when 'push' then 'waiting' else 'failed' end,
      detail = case way when 'push' then detail else 'nobody knows whether it was sent' end
    where status = 'sending' and sent_at < ${before}`;
}

/**
 * Takes what is due for one operator by one way, so that nobody else sends it. What was decided meanwhile is put aside.
 * @returns null when nothing is due
 */
export async function claimDue(scope: CommandScope, way: "push" | "mail"): Promise<Claim | null> {
  const { tx, context } = scope;
  const now = context.clock.now();
  await letGo(scope);
  const rows = await tx.$queryRaw<Row[]>`
    update delivery set status = 'sending', sent_at = ${now}
    where id in (
      select id from delivery
      where way = ${way} and status = 'waiting' and due_at <= ${now} and operator_id = (
        select operator_id from delivery where way = ${way} and status = 'waiting' and due_at <= ${now}
        order by due_at, id limit 1)
      order by created_at, id limit ${mostAtOnce} for update skip locked)
    returning id, operator_id as "operatorId", kind, subject_id as "subjectId"`;
  const [first] = rows;
  if (!first) return null;
  const subjects = await openSubjects(tx, rows);
  const told = rows.flatMap((row) => {
    const subject = subjectOf(subjects, row);
    return subject ? [{ deliveryId: row.id, subject }] : [];
  });
  const taken = new Set(told.map(({ deliveryId }) => deliveryId));
  const over = rows.filter(({ id }) => !taken.has(id)).map(({ id }) => id);
  await tx.delivery.updateMany({
    where: { id: { in: over } },
    data: { status: "held", sentAt: null, detail: "it was decided before" },
  });
  return { operatorId: first.operatorId, told };
}
