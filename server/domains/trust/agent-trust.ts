import { z } from "zod";
import { agentMetas } from "#server/agents/meta.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import { readPolicy } from "#server/domains/autonomy/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import {
  calibrationError,
  chooseThreshold,
  type Judged,
  outOfFold,
  reliabilityBins,
} from "#server/policy/calibration/index.ts";
import { actionsOf } from "./agent-actions.ts";
import { lastWords } from "./evidence.ts";
import { type AgentTrust, type IntentEvidence, type Reliability, trustKindSchema } from "./schema.ts";

const mostEntries = 2_000;
const mostLines = 50;

function reliabilityOf(decisions: readonly Judged[]): Reliability {
  return {
    count: decisions.length,
    error: calibrationError(decisions),
    errorCalibrated: calibrationError(outOfFold(decisions)),
    bins: reliabilityBins(decisions),
  };
}

function intentOf(intent: string, decisions: readonly Judged[], demands: { bar: number; minimumEvidence: number }) {
  const cutoff = chooseThreshold({ decisions, ...demands });
  const sum = decisions.reduce((total, decision) => total + decision.score, 0);
  return {
    intent,
    count: decisions.length,
    right: decisions.length === 0 ? null : sum / decisions.length,
    error: calibrationError(decisions),
    threshold: cutoff ? { from: cutoff.from, count: cutoff.count, proven: cutoff.proven } : null,
  } satisfies IntentEvidence;
}

/**
 * All that was learnt about one agent, over its newest 2,000 entries.
 * @throws AppError not_found for an agent that does not exist
 */
export const readAgentTrust = defineQuery({
  name: "trust.ofAgent",
  input: z.object({ agent: z.string().min(1).max(64) }),
  access: ["operator"],
  run: async ({ tx, context }, { agent }): Promise<AgentTrust> => {
    const meta = agentMetas.find((candidate) => candidate.name === agent);
    if (!meta) throw new AppError("not_found", "There is no such agent");
    const policy = await readPolicy({ tx, context });
    const { bar, minimumEvidence } = policy.settings;
    const entries = await tx.trustEntry.findMany({
      where: { agent, kind: { not: "shadow" } },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: mostEntries,
    });
    const words = lastWords(entries);
    const judged = (of: typeof words): Judged[] => of.map(({ confidence, score }) => ({ raw: confidence, score }));
    const intents = [
      ...new Set([...meta.intents.map((intent) => intent.name), ...entries.map((entry) => entry.intent)]),
    ];
    const lines = entries.slice(0, mostLines);
    const proposals = await tx.proposal.findMany({
      where: { id: { in: lines.map((line) => line.proposalId) } },
      select: { id: true, title: true },
    });
    const changes = await tx.autonomyChange.findMany({
      where: { agent },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: 200,
    });
    return {
      name: meta.name,
      purpose: meta.purpose,
      bar,
      minimumEvidence,
      reliability: reliabilityOf(judged(words)),
      intents: intents.map((intent) =>
        intentOf(intent, judged(words.filter((word) => word.intent === intent)), { bar, minimumEvidence }),
      ),
      actions: actionsOf({ actions: meta.actions, grants: policy.grants, agent, words, changes }),
      changes: changes.slice(0, mostLines).map(({ id, at, action, kind, fromLevel, toLevel, reason }) => ({
        id,
        at,
        action,
        kind,
        fromLevel,
        toLevel,
        reason,
      })),
      ledger: lines.map((line) => ({
        id: line.id,
        at: line.at,
        kind: trustKindSchema.parse(line.kind),
        score: line.score,
        confidence: line.confidence,
        action: line.action,
        intent: line.intent,
        proposalId: line.proposalId,
        title: proposals.find((proposal) => proposal.id === line.proposalId)?.title ?? line.action,
      })),
    };
  },
});
