import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { AppError } from "#server/kernel/errors.ts";
import { type MailRow, mailRowSchema } from "./schema.ts";

/** Outgoing mail, newest first, a page at a time. */
export const listMail = defineQuery({
  name: "mail.list",
  input: z.object({ cursor: z.uuid().optional(), limit: z.int().min(1).max(100).default(50) }),
  access: ["operator"],
  run: async ({ tx }, { cursor, limit }): Promise<{ mails: MailRow[]; nextCursor: string | null }> => {
    const rows = await tx.mail.findMany({
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      omit: { raw: true },
      take: limit + 1,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    });
    const page = rows.slice(0, limit);
    const effects = await tx.effect.findMany({
      where: { id: { in: page.flatMap((row) => row.effectId ?? []) } },
      select: { id: true, runId: true },
    });
    const runOf = new Map(effects.map((effect) => [effect.id, effect.runId]));
    const mails = page.map((row) =>
      mailRowSchema.parse({ ...row, to: row.toAddress, runId: (row.effectId && runOf.get(row.effectId)) || null }),
    );
    return { mails, nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
  },
});

/** One mail's exact bytes (RFC 5322), for reading as .eml. */
export const getMailSource = defineQuery({
  name: "mail.source",
  input: z.object({ mailId: z.uuid() }),
  access: ["operator"],
  run: async ({ tx }, { mailId }): Promise<{ messageId: string; subject: string; raw: string }> => {
    const row = await tx.mail.findUnique({ where: { id: mailId } });
    if (!row) throw new AppError("not_found", "There is no such mail");
    return { messageId: row.messageId, subject: row.subject, raw: row.raw };
  },
});

/** The mail that an effect prepared. */
export const mailOfEffect = defineQuery({
  name: "mail.of-effect",
  input: z.object({ effectId: z.uuid() }),
  access: ["operator", "system", "agent"],
  run: async ({ tx }, { effectId }) => {
    const row = await tx.mail.findUnique({ where: { effectId } });
    if (!row) throw new AppError("not_found", "No mail was prepared for this effect");
    return row;
  },
});
