import { z } from "zod";
import { authorise } from "#server/commands/define-command.ts";
import type { Query } from "#server/commands/define-query.ts";
import { verifyAuditChain } from "#server/commands/verify-audit-chain.ts";
import { parseInput } from "#server/kernel/parse.ts";
import type { AuditVerdictView } from "./schema.ts";

const input = z.object({}).default({});
const rule = { name: "audit.verify", access: ["operator", "api_key"] as const, scope: "audit:read" };

/** Recomputes every hash of the audit trail. Not one transaction but one for each page, so that it holds nobody up. */
export const verifyAudit: Query<typeof input, AuditVerdictView> = {
  name: rule.name,
  input,
  execute: async (context, raw) => {
    parseInput(input, raw);
    authorise(context, rule);
    return { ...(await verifyAuditChain(context)), checkedAt: context.clock.now() };
  },
};
