import { z } from "zod";
import { agentMetas } from "#server/agents/meta.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { agentName } from "#server/domains/run/index.ts";
import { type AuditChoices, auditChoicesSchema } from "./schema.ts";

/** Every command that the trail names. */
async function actionsIn(tx: Transaction): Promise<string[]> {
  const rows = await tx.$queryRaw<{ action: string }[]>`select distinct action from audit_entry order by action`;
  return rows.map(({ action }) => action);
}

/** What the filters of the audit trail offer, and the names of what was chosen by id. */
export const auditChoices = defineQuery({
  name: "audit.choices",
  input: z.object({ contactId: z.uuid().nullish(), runId: z.uuid().nullish() }).default({}),
  access: ["operator"],
  run: async ({ tx }, { contactId, runId }): Promise<AuditChoices> => {
    const byName = { select: { id: true, name: true }, orderBy: { name: "asc" as const }, take: 100 };
    const connections = await tx.connection.findMany(byName);
    const keys = await tx.apiKey.findMany(byName);
    const contact = contactId ? await tx.contact.findUnique({ where: { id: contactId } }) : null;
    const run = runId ? await tx.run.findUnique({ where: { id: runId } }) : null;
    return auditChoicesSchema.parse({
      actors: [
        { value: "operator", label: "You" },
        { value: "agent", label: "Any agent" },
        { value: "system", label: "Adjutant" },
        { value: "api_key", label: "Any API key" },
        { value: "connection", label: "Any connection" },
        ...keys.map(({ id, name }) => ({ value: `api_key:${id}`, label: `API key ${name}` })),
        ...connections.map(({ id, name }) => ({ value: `connection:${id}`, label: `Connection ${name}` })),
      ],
      agents: agentMetas.map(({ name }) => ({ value: name, label: agentName(name) })),
      actions: (await actionsIn(tx)).map((action) => ({ value: action, label: action })),
      contact: contact && { value: contact.id, label: contact.name },
      run: run && { value: run.id, label: run.title },
    });
  },
});
