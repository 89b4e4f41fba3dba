import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { type Taint, taints, worstOf } from "#server/kernel/taint.ts";

const privateData = z.enum(["contact", "invoice", "memory", "message"]);
/** Kinds of the company's private data that a run may have read. */
export type PrivateData = z.output<typeof privateData>;

/** What a run has come in touch with: the worst label of it all, and which private data. Both only ever grow. */
export type Exposure = { taint: Taint; privateData: PrivateData[] };

/** What a run has come in touch with so far. A run that has no row has touched nothing. */
export async function exposureOf(tx: Transaction, runId: string): Promise<Exposure> {
  const run = await tx.run.findUnique({ where: { id: runId }, select: { taint: true, privateData: true } });
  if (!run) return { taint: "operator", privateData: [] };
  return { taint: worstOf(run.taint), privateData: z.array(privateData).parse(run.privateData) };
}

/** What whoever begins a run of this event would come in touch with at once: its words, and the records that it names. */
export async function exposureOfEvent(
  tx: Transaction,
  { event, contactId }: { event: { taint: string; type: string }; contactId: string | null },
): Promise<Exposure> {
  const contact = contactId ? await tx.contact.findUnique({ where: { id: contactId }, select: { taint: true } }) : null;
  const records: PrivateData[] = [
    ...(contact ? (["contact"] as const) : []),
    ...(/^(invoice|payment)\./.test(event.type) ? (["invoice"] as const) : []),
  ];
  return { taint: contact ? worstOf(event.taint, contact.taint) : worstOf(event.taint), privateData: records };
}

/**
 * A run has come in touch with more: from now on all that it proposes and remembers is labelled by it. In the transaction
 * or before the step that could use it; repeating it changes nothing.
 */
export const noteExposure = defineCommand({
  name: "run.noteExposure",
  input: z.object({ runId: z.uuid(), taint: z.enum(taints), privateData: z.array(privateData).default([]) }),
  access: ["system", "agent"],
  run: async ({ tx }, { runId, taint, privateData: read }): Promise<{ noted: true }> => {
    await tx.$executeRaw`
      update run set taint = case when ${taint} = 'outside' then 'outside' else taint end,
        private_data = array(select distinct unnest(private_data || ${read}::text[]) order by 1)
      where id = ${runId}::uuid and (${taint} = 'outside' and taint <> 'outside' or not private_data @> ${read}::text[])`;
    return { noted: true };
  },
});

/**
 * The worst label of the records with these ids, whatever they are: of what came in, of contacts as far as somebody outside
 * wrote them, of invoices and payments that another system told of. Ids that are no records have none.
 */
async function labelOfRecords(tx: Transaction, ids: readonly string[]): Promise<Taint> {
  if (ids.length === 0) return "operator";
  const [row] = await tx.$queryRaw<{ outside: boolean }[]>`
    with given as (select unnest(${ids}::uuid[]) as id)
    select exists (select 1 from contact join given using (id) where taint <> 'operator')
      or exists (select 1 from message join given using (id))
      or exists (select 1 from payment join given using (id))
      or exists (select 1 from event join given using (id) where taint <> 'operator')
      or exists (select 1 from invoice join given using (id) where external_id is not null) as outside`;
  return row?.outside === false ? "operator" : "outside";
}

/** A run has looked something up: `ids` are the records that it was told of. */
export const noteRead = defineCommand({
  name: "run.noteRead",
  input: z.object({
    runId: z.uuid(),
    taint: z.enum(taints),
    privateData: z.array(privateData),
    ids: z.array(z.uuid()).max(20_000),
  }),
  access: ["system"],
  run: async (scope, { ids, taint, ...read }): Promise<{ noted: true }> =>
    noteExposure.within(scope, { ...read, taint: worstOf(taint, await labelOfRecords(scope.tx, ids)) }),
});

/** The worst label of what a run has come in touch with so far. */
export const labelOfRun = defineQuery({
  name: "run.label",
  input: z.object({ runId: z.uuid() }),
  access: ["system"],
  run: async ({ tx }, { runId }): Promise<Taint> => (await exposureOf(tx, runId)).taint,
});
