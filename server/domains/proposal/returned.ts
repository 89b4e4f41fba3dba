import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { type Asked, askedSchema, type Evidence } from "./schema.ts";

/** A proposal that went back to its agent, with all that is needed to ask the agent again. */
export type ReturnedProposal = {
  id: string;
  runId: string;
  step: string;
  workflow: { id: string; version: number };
  agent: string;
  action: string;
  input: Record<string, unknown>;
  reason: string;
  evidence: Evidence[];
  confidence: number;
  method: string;
  asked: Asked;
  /** what the operator said */
  guidance: string;
};

/** Reads a proposal that waits for its agent's answer; null where it does not, or has one. */
export const returnedProposal = defineQuery({
  name: "proposal.returned",
  input: z.object({ proposalId: z.uuid() }),
  access: ["system"],
  run: async ({ tx }, { proposalId }): Promise<ReturnedProposal | null> => {
    const row = await tx.proposal.findFirst({ where: { id: proposalId, status: "returned" } });
    const asked = askedSchema.safeParse(row?.asked).data;
    if (!row || !asked) return null;
    const said = await tx.approval.findFirst({ where: { proposalId, decision: "respond" }, select: { reason: true } });
    const run = await tx.run.findUniqueOrThrow({
      where: { id: row.runId },
      select: { workflow: true, workflowVersion: true },
    });
    const { id, runId, step, agent, action, reason, confidence, method } = row;
    return {
      ...{ id, runId, step, agent, action, reason, confidence, method, asked },
      input: row.input as Record<string, unknown>,
      evidence: row.evidence as Evidence[],
      workflow: { id: run.workflow, version: run.workflowVersion },
      guidance: said?.reason ?? "",
    };
  },
});
