import { z } from "zod";
import type { CommandScope } from "#server/commands/define-command.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import { type ReviewTask, reviewTaskSchema } from "#server/domains/escalation/schema.ts";
import { doneItems } from "./done-items.ts";
import { evidenceOf } from "./evidence.ts";
import { gatherFacts, isGenerated, readEscalation } from "./gather-facts.ts";
import { offerRemedies } from "./registry.ts";

type Scope = Pick<CommandScope, "tx" | "context">;
type Row = Awaited<ReturnType<typeof readEscalation>>;

/** Who resolved it, and what they noted. */
async function decisionOf({ tx }: Scope, row: Row): Promise<ReviewTask["decision"]> {
  if (row.status !== "resolved" || !row.resolution || !row.resolvedAt) return null;
  const entry = await tx.auditEntry.findFirst({
    where: { subjectKind: "escalation", subjectId: row.id, action: "escalation.resolve" },
    orderBy: { sequence: "desc" },
  });
  const by =
    entry?.actorKind === "operator"
      ? await tx.operator.findUnique({ where: { id: entry.actorId }, select: { name: true } })
      : null;
  return { option: row.resolution, by: by?.name ?? "", note: entry?.reason ?? null, at: row.resolvedAt };
}

async function taskOf(scope: Scope, row: Row): Promise<ReviewTask> {
  const facts = await gatherFacts(scope, row);
  const open = row.status === "open";
  return reviewTaskSchema.parse({
    ...row,
    options: open && isGenerated(row.remedies) ? offerRemedies(facts) : row.options,
    evidence: await evidenceOf(scope.tx, row.evidence, facts),
    items: await doneItems(scope.tx, facts),
    contact: facts.contact && { id: facts.contact.id, name: facts.contact.name },
    decision: await decisionOf(scope, row),
  });
}

const listInput = z.object({
  status: z.enum(["open", "resolved"]).default("open"),
  limit: z.int().min(1).max(100).default(20),
});

/** Review tasks, newest first, each with what can be done about it now. */
export const listReviews = defineQuery({
  name: "escalation.reviews",
  input: listInput,
  access: ["operator", "api_key"],
  scope: "runs:read",
  run: async (scope, { status, limit }): Promise<ReviewTask[]> => {
    const order = status === "open" ? ("createdAt" as const) : ("resolvedAt" as const);
    const rows = await scope.tx.escalation.findMany({
      where: { status },
      orderBy: [{ [order]: "desc" }, { id: "desc" }],
      take: limit,
    });
    const tasks: ReviewTask[] = [];
    for (const row of rows) tasks.push(await taskOf(scope, row));
    return tasks;
  },
});

/** One review task, with what can be done about it now. @throws AppError not_found */
export const getReview = defineQuery({
  name: "escalation.review",
  input: z.object({ id: z.uuid() }),
  access: ["operator"],
  run: async (scope, { id }): Promise<ReviewTask> => taskOf(scope, await readEscalation(scope.tx, id)),
});
