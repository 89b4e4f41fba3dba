import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";

type Done = { id: string; action: string; input: unknown };
type Held = { holds: boolean; checked: number; missing: string[] };

const contactChange = z.object({ contactId: z.uuid() }).catchall(z.unknown());
const contactFields = ["name", "company", "phone", "email"] as const;

/** What is missing of an executed effect, in words; null where it stands, or where our own records do not show it. */
async function missingOf(tx: Transaction, { id, action, input }: Done): Promise<string | null> {
  if (action === "contact.update") {
    const change = contactChange.safeParse(input).data;
    const contact = change && (await tx.contact.findUnique({ where: { id: change.contactId } }));
    const lost = contactFields.filter((field) => {
      const wanted = change?.[field];
      return wanted !== undefined && contact?.[field] !== wanted;
    });
    return contact && lost.length === 0 ? null : `the contact's ${lost.join(", ") || "record"}`;
  }
  if (action === "task.create") {
    const task = await tx.task.findUnique({ where: { effectId: id } });
    return task && task.status !== "cancelled" ? null : "the task";
  }
  if (action === "mail.send") {
    const mail = await tx.mail.findUnique({ where: { effectId: id } });
    return mail && ["sent", "kept"].includes(mail.status) ? null : "the mail";
  }
  return null;
}

/** Reads the records again: whether what a run was approved to do is there. */
export const effectsStillStand = defineQuery({
  name: "read.effectsHold",
  input: z.object({ runId: z.uuid() }),
  access: ["system"],
  run: async ({ tx }, { runId }): Promise<Held> => {
    const done = await tx.effect.findMany({
      where: { runId, status: "succeeded" },
      orderBy: [{ intendedAt: "asc" }, { id: "asc" }],
      select: { id: true, action: true, input: true },
      take: 200,
    });
    const missing: string[] = [];
    for (const effect of done) {
      const lost = await missingOf(tx, effect);
      if (lost) missing.push(lost);
    }
    return { holds: missing.length === 0, checked: done.length, missing };
  },
});
