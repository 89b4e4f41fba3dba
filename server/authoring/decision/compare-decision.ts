import { z } from "zod";
import { declarationHash } from "#server/agents/declaration-hash.ts";
import { agents } from "#server/agents/registry.ts";
import { policyVersion } from "#server/domains/autonomy/index.ts";
import { actionVersion } from "#server/effects/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { parseInput } from "#server/kernel/parse.ts";
import { chainsOf, type KeptDecision, readableCells, readSnapshot } from "#server/memory/index.ts";
import { configuredModel } from "#server/models/configured-model.ts";
import type { DecisionThenNow } from "../schema.ts";
import { compareMemory } from "./compare-memory.ts";
import { recallNow } from "./recall-now.ts";

const input = z.object({ id: z.uuid() });

async function versionsOf(context: Context, { data }: KeptDecision): Promise<DecisionThenNow["versions"]> {
  const agent = agents.find(({ name }) => name === data.agent);
  const model = agent && agent.budget.modelCallsPerRun > 0 ? (configuredModel()?.name ?? null) : null;
  const offline = "the offline method";
  return [
    { label: "Model", before: data.model ?? offline, now: model ?? offline },
    { label: "Policy", before: data.policy ?? null, now: await policyVersion.execute(context, {}) },
    { label: "Agent", before: data.agentHash ?? null, now: agent ? declarationHash(agent) : null },
    ...(data.actions ?? []).map(({ name, hash }) => ({
      label: `Action ${name}`,
      before: hash,
      now: actionVersion(name),
    })),
  ];
}

async function compare(caller: Context, id: string): Promise<DecisionThenNow> {
  const kept = await readSnapshot.execute(caller, { id });
  const context: Context = { ...caller, actor: { kind: "system", id: "compare-decision" } };
  const { memory, lessons, preferences } = await recallNow(context, kept);
  const now = [...memory, ...lessons, ...preferences];
  const chains = await chainsOf.execute(context, { ids: now.map((item) => item.id) });
  const cells = await readableCells.execute(context, { reader: kept.data.agent });
  const { at, hash, runId, data, prompts } = kept;
  return {
    ...{ id, at, hash, runId, prompts, agent: data.agent, intent: data.intent, erased: kept.erased.length },
    items: compareMemory({
      before: kept.items,
      now: kept.question ? now.map((item) => ({ ...item, chainId: chains[item.id] ?? item.id })) : kept.items,
      readable: ({ tier, kind }) => cells.some((cell) => cell.tier === tier && cell.kind === kind),
    }),
    versions: await versionsOf(context, kept),
    askable: kept.question !== null && kept.outcome !== null,
  };
}

/**
 * A decision then and now: which memories its agent was given and would be given, and what it was made with. Nothing is
 * asked of the agent.
 * @throws AppError not_found
 */
export const compareDecision = {
  name: "decision.compare",
  input,
  execute: (context: Context, raw: unknown): Promise<DecisionThenNow> => compare(context, parseInput(input, raw).id),
};
