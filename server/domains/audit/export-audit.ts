import { z } from "zod";
import { authorise } from "#server/commands/define-command.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import type { Context } from "#server/kernel/context.ts";
import { parseInput } from "#server/kernel/parse.ts";
import { csvLine } from "./csv-line.ts";
import { followEntries } from "./find-entries.ts";
import { type AuditRow, auditFilterSchema } from "./schema.ts";
import { tellEntries } from "./tell-entries.ts";

const pageSize = 500;
const rule = { name: "audit.export", access: ["operator"] as const };

/** What is exported, and as what. */
const auditExportSchema = auditFilterSchema.extend({ format: z.enum(["csv", "jsonl"]) });

const columns = [
  ...["sequence", "at", "sentence", "actor", "actorKind", "actorId", "action", "subject", "subjectKind", "subjectId"],
  ...["reason", "runId", "snapshotId", "data", "previousHash", "hash"],
] as (keyof AuditRow)[];

function cellOf(value: AuditRow[keyof AuditRow]): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "");
}

// spreadsheets take a text for UTF-8 by its byte order mark
const head = { csv: `\ufeff${csvLine(columns)}`, jsonl: "" };

/**
 * All entries that a filter lets through, oldest first, page by page: as lines of JSON, which hold exactly what was hashed,
 * or for a spreadsheet. What is written meanwhile is left out.
 * @throws AppError invalid | forbidden, before the first page
 */
export function exportAudit(context: Context, raw: unknown): AsyncGenerator<string> {
  const { format, ...filter } = parseInput(auditExportSchema, raw);
  authorise(context, rule);
  const { workspaceId } = context;
  return (async function* () {
    yield head[format];
    const last = await inWorkspace(workspaceId, (tx) => tx.auditHead.findUnique({ where: { workspaceId } }));
    const before = (last?.sequence ?? 0) + 1;
    for (let after = 0; after >= 0; ) {
      const { lines, next } = await inWorkspace(workspaceId, async (tx) => {
        const page = await followEntries(tx, filter, { after, before, limit: pageSize });
        const end = page.length < pageSize ? -1 : (page.at(-1)?.sequence ?? -1);
        if (format === "jsonl") return { lines: page.map((entry) => `${JSON.stringify(entry)}\n`), next: end };
        const rows = await tellEntries(tx, page);
        return { lines: rows.map((row) => csvLine(columns.map((column) => cellOf(row[column])))), next: end };
      });
      yield lines.join("");
      after = next;
    }
  })();
}
