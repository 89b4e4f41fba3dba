import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { AppError } from "#server/kernel/errors.ts";
import { fileKey } from "./file-key.ts";
import { type FileRow, fileRowSchema } from "./schema.ts";

/** The files of an event, by name. */
export async function listFiles(tx: Transaction, eventId: string): Promise<FileRow[]> {
  const rows = await tx.file.findMany({ where: { eventId }, orderBy: [{ name: "asc" }, { id: "asc" }] });
  return rows.map((row) => fileRowSchema.parse(row));
}

/**
 * What is needed to serve one file: how it is called, and where its bytes lie.
 * @throws AppError not_found
 */
export const getFile = defineQuery({
  name: "file.get",
  input: z.object({ id: z.uuid() }),
  access: ["operator"],
  run: async ({ tx }, { id }): Promise<FileRow & { key: string; sha256: string }> => {
    const row = await tx.file.findUnique({ where: { id } });
    if (!row) throw new AppError("not_found", "There is no such file");
    return { ...fileRowSchema.parse(row), key: fileKey(row), sha256: row.sha256 };
  },
});
