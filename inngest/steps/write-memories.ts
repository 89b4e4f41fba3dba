import type { Agent, MemoryDraft } from "#server/agents/contract.ts";
import { labelOfRun, noteRun } from "#server/domains/run/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { BoundaryRefused, memoriesOfRun, remember } from "#server/memory/index.ts";
import { noteRefused } from "./note-refused.ts";
import type { RunScope } from "./run-scope.ts";

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
  { context, runId }: Pick<RunScope, "context" | "runId">,
  { step, agent, memories }: { step: string; agent: Agent; memories: readonly MemoryDraft[] },
): Promise<void> {
  if (memories.length === 0) return;
  const taint = await labelOfRun.execute(context, { runId });
  const own: Context = { ...context, actor: { kind: "agent", id: agent.name } };
  const written: { id: string; text: string; quarantined: boolean }[] = [];
  const refused: Refused[] = [];
  let room = mostOfRun - (await memoriesOfRun.execute(context, { runId }));
  for (const [index, { attributes = {}, evidence, ...draft }] of memories.entries()) {
    const text = draft.text.slice(0, 200);
    if (index >= mostOfStep || room < 1) {
      refused.push({ text, because: "More was found than one run may write down" });
      continue;
    }
    const kept = await remember
      .execute(own, {
        ...draft,
        ...{ attributes, taint },
        evidence: evidence.map(({ label, ...record }) => ({ ...record, label: label.slice(0, 200) })).slice(0, 20),
        source: { kind: "run", id: runId },
        writer: agent.name,
      })
      .catch((error) => {
        if (error instanceof BoundaryRefused) return error.refusal;
        throw error;
      });
    if ("cells" in kept) {
      refused.push({ text, because: await noteRefused({ context, runId }, step, kept) });
      continue;
    }
    if (kept.written) room -= 1;
    written.push({ id: kept.id, text: draft.text, quarantined: kept.quarantined });
  }
  const data = { agent: agent.name, items: written, refused };
  await noteRun.execute(context, {
    entries: [{ runId, key: `${step}:memory.written`, kind: "memory.written", step, data }],
  });
}
