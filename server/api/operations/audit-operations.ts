import { z } from "zod";
import { listAudit, verifyAudit, walkAudit } from "#server/domains/audit/index.ts";
import { auditRowSchema, auditVerdictSchema, auditWalkSchema } from "#server/domains/audit/schema.ts";
import type { Operation } from "./contract.ts";
import { idField, readOperation } from "./define.ts";

const time = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/** Reading and verifying the audit trail. */
export const auditOperations: readonly Operation[] = [
  readOperation({
    name: "list_audit",
    title: "Read the audit trail",
    description:
      "Who did what, when and why, newest first, one page at a time. Each entry carries the hash of the one before it.",
    path: "/audit",
    scope: "audit:read",
    input: z.strictObject({
      search: z.string().max(200).optional().describe("Words that the entry, or the name of what it is about, holds"),
      actor: z
        .string()
        .max(100)
        .optional()
        .describe("A kind of actor, e.g. operator, or one of them, e.g. api_key:<id>"),
      agent: z.string().max(64).optional().describe("Only what this agent did or proposed"),
      action: z.string().max(64).optional().describe("Only this command, e.g. proposal.approve"),
      contactId: z.uuid().optional().describe("Only what concerns this contact"),
      runId: z.uuid().optional().describe("Only what this run did, or what was done about it"),
      from: time.optional().describe("At or after this time (RFC 3339), or from this day on"),
      to: time.optional().describe("Before this time (RFC 3339), or up to and with this day"),
      cursor: z.string().max(100).optional().describe("nextCursor of the page before"),
      limit: z.int().min(1).max(200).optional().describe("Rows of a page; 50 by default"),
    }),
    output: z.object({ items: z.array(auditRowSchema), nextCursor: z.string().nullable() }),
    query: listAudit,
  }),
  readOperation({
    name: "verify_audit",
    title: "Verify the audit trail",
    description: "Recomputes every hash of the trail: whether it is intact, else the first entry at which it is not.",
    path: "/audit/verify",
    scope: "audit:read",
    input: z.strictObject({}),
    output: auditVerdictSchema,
    query: verifyAudit,
  }),
  readOperation({
    name: "explain_effect",
    title: "Explain an effect",
    description:
      "How an effect came about: where its text came from, what the policy said, who agreed to what, what came of it, and what took it back.",
    path: "/effects/{id}",
    scope: "audit:read",
    input: z.strictObject({ id: idField("effect, or of the proposal") }),
    output: auditWalkSchema,
    query: walkAudit,
  }),
];
