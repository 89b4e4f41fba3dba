import { z } from "zod";
import type { Transaction } from "#server/db/transaction.ts";
import { AppError } from "#server/kernel/errors.ts";
import { worstOf } from "#server/kernel/taint.ts";
import { defineOwnAction } from "./contract.ts";
import { line } from "./text.ts";

const changeable = {
  name: line(200).optional(),
  company: line(200).nullable().optional(),
  phone: line(50).nullable().optional(),
  email: z.email("must be a mail address").max(254).toLowerCase().nullable().optional(),
};
const input = z
  .strictObject({
    contactId: z.uuid(),
    ...changeable,
    /** what the record must still say, for a change that takes another one back: a later correction is never undone with it */
    provided: z.strictObject(changeable).optional(),
  })
  .refine((change) => labels.some(([field]) => change[field] !== undefined), "changes nothing");
const labels = [
  ["name", "Name"],
  ["company", "Company"],
  ["phone", "Phone"],
  ["email", "Mail address"],
] as const;

/** Changes what the records say about a contact. */
export const contactUpdate = defineOwnAction({
  name: "contact.update",
  description: "Changes a contact's name, company, phone or mail address.",
  input,
  output: z.object({ contactId: z.string(), before: z.object(changeable) }),
  risk: "internal",
  reversible: { kind: "by", action: "contact.update" },
  appliesTo: ["contact"],
  editable: labels.map(([name, label]) => ({ name, label, kind: "line" as const })),
  title: (change) =>
    `Update ${labels.flatMap(([field, label]) => (change[field] === undefined ? [] : label.toLowerCase())).join(", ")}`,
  stake: () => null,
  preview: async ({ tx, input: change }) => {
    const contact = await contactToChange(tx, change);
    const rows = labels.flatMap(([field, label]) => {
      const after = change[field];
      return after === undefined ? [] : [{ field: label, before: contact[field], after }];
    });
    return { kind: "record", heading: `Update ${contact.name}`, rows };
  },
  targets: async ({ tx, input: { contactId } }) => {
    const contact = await tx.contact.findUnique({ where: { id: contactId }, select: { updatedAt: true } });
    return { [`contact:${contactId}`]: contact?.updatedAt.getTime() ?? 0 };
  },
  reverse: ({ input: { contactId: _, provided: __, ...after }, receipt: { contactId, before } }) => ({
    contactId,
    ...before,
    provided: after,
  }),
  commit: async ({ tx, context, audit, changed }, { input, effectId }) => {
    const { contactId, provided: _, ...change } = input;
    const contact = await contactToChange(tx, input);
    if (change.email && change.email !== contact.email) {
      const taken = await tx.contact.count({ where: { email: change.email } });
      if (taken > 0) throw new AppError("precondition", "Another contact has this mail address");
    }
    const before = Object.fromEntries(
      labels.flatMap(([field]) => (change[field] === undefined ? [] : [[field, contact[field]]])),
    );
    await tx.contact.update({
      where: { id: contactId },
      data: {
        ...change,
        taint: await labelAfter(tx, { contact, effectId }),
        updatedAt: versionAfter(contact.updatedAt, context.clock.now()),
      },
    });
    await audit({ subject: { kind: "contact", id: contactId }, data: { before, after: change } });
    changed({ topic: "contact", id: contactId });
    return { contactId, before };
  },
});

/** The record, provided that it still says what the change rests on. */
async function contactToChange(tx: Transaction, { contactId, provided = {} }: z.output<typeof input>) {
  const contact = await tx.contact.findUnique({ where: { id: contactId } });
  if (!contact) throw new AppError("precondition", "The contact to update does not exist");
  for (const [field, label] of labels) {
    if (provided[field] !== undefined && provided[field] !== contact[field]) {
      throw new AppError("precondition", `${label} of ${contact.name} was changed again since`);
    }
  }
  return contact;
}

/** What ran by itself brings the label of its proposal into the record; what the operator approved is the operator's word. */
async function labelAfter(tx: Transaction, { contact, effectId }: { contact: { taint: string }; effectId: string }) {
  const effect = await tx.effect.findUnique({ where: { id: effectId }, select: { proposalId: true } });
  const proposal =
    effect && (await tx.proposal.findUnique({ where: { id: effect.proposalId }, select: { taint: true } }));
  const approved = effect
    ? await tx.approval.count({ where: { proposalId: effect.proposalId, decision: "approve", undoneAt: null } })
    : 0;
  return approved > 0 ? worstOf(contact.taint) : worstOf(contact.taint, proposal?.taint);
}

/** The time of a change is the contact's version, so two changes never have the same one. */
function versionAfter(before: Date, now: Date): Date {
  return new Date(Math.max(now.getTime(), before.getTime() + 1));
}
