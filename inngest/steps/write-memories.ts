import type { Agent, MemoryDraft } from "#server/agents/contract.ts";
import { labelOfRun, noteRun } from "#server/domains/run/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { memoriesOfRun, remember } from "#server/memory/index.ts";

/** The most that one step, and one run, may write down: whoever floods us with mail floods no memory. */
const mostOfStep = 8;
const mostOfRun = 24;

/** A memory that was not written, and why. */
type Refused = { text: string; because: string };

/**
 * Writes down what an agent would have remembered, as its run's: each labelled by all that the run has come in touch with,
 * so that what is from outside is quarantined. Repeating it writes nothing twice.
 */
export async function writeMemories(
  context: Context,
  { runId, step, agent, memories }: { runId: string; step: string; agent: Agent; memories: readonly MemoryDraft[] },
): Promise<void> {
  if (memories.length === 0) return;
  const taint = await labelOfRun.execute(context, { runId });
  const own: Context = { ...context, actor: { kind: "agent", id: agent.name } };
  const written: { id: string; text: string; quarantined: boolean }[] = [];
  const refused: Refused[] = [];
  let room = mostOfRun - (await memoriesOfRun.execute(context, { runId }));
  for (const [index, { attributes = {}, evidence, ...draft }] of memories.entries()) {
    const because = !agent.memory.write.includes(draft.tier)
      ? `The ${agent.name} agent may not write ${draft.tier} memory`
      : index >= mostOfStep || room < 1
        ? "More was found than one run may write down"
        : null;
    if (because) {
      refused.push({ text: draft.text.slice(0, 200), because });
      continue;
    }
    const kept = await remember.execute(own, {
      ...draft,
      ...{ attributes, taint },
      evidence: evidence.map(({ label, ...record }) => ({ ...record, label: label.slice(0, 200) })).slice(0, 20),
      source: { kind: "run", id: runId },
    });
    if (kept.written) room -= 1;
    written.push({ id: kept.id, text: draft.text, quarantined: kept.quarantined });
  }
  const data = { agent: agent.name, items: written, refused };
  await noteRun.execute(context, {
    entries: [{ runId, key: `${step}:memory.written`, kind: "memory.written", step, data }],
  });
}
