import { type Change, onChange } from "#server/commands/live.ts";
import { inWorkspace } from "#server/db/transaction.ts";

const topics: readonly Change["topic"][] = [
  "proposal",
  "run",
  "event",
  "contact",
  "invoice",
  "task",
  "mail",
  "memory",
  "escalation",
  "connection",
  "schedule",
];
const mostWaiting = 500;

/** The record kinds of the audit trail as topics that screens know. */
function topicOf(subjectKind: string): Change["topic"] {
  return topics.find((topic) => topic === subjectKind) ?? "workspace";
}

/** What other processes changed after a sequence of the audit chain; the chain's head is the cheap marker. */
async function changesAfter(
  workspaceId: string,
  sequence: number | null,
): Promise<{ sequence: number; changes: Change[] }> {
  return inWorkspace(workspaceId, async (tx) => {
    const head = await tx.auditHead.findUnique({ where: { workspaceId }, select: { sequence: true } });
    const latest = head?.sequence ?? 0;
    if (sequence === null || latest <= sequence) return { sequence: latest, changes: [] };
    const entries = await tx.auditEntry.findMany({
      where: { sequence: { gt: sequence } },
      select: { subjectKind: true, subjectId: true, runId: true },
      take: mostWaiting,
    });
    const changes = new Map<string, Change>();
    for (const { subjectKind, subjectId, runId } of entries) {
      changes.set(`${subjectKind}:${subjectId}`, { topic: topicOf(subjectKind), id: subjectId });
      if (runId) changes.set(`run:${runId}`, { topic: "run", id: runId });
    }
    return { sequence: latest, changes: [...changes.values()] };
  });
}

/** A promise that a callback settles early, or time does. */
function pause(milliseconds: number, onWake: (wake: () => void) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done, { once: true });
    onWake(done);
  });
}

/**
 * A workspace's changes as they happen, until `signal` aborts or `isAllowed` says no. Changes of this process come at once;
 * with `pollMs` those of other processes too. Nothing is replayed: who connects again reads again.
 * @param options.isAllowed asked every `checkMs` and when access changes; its no ends the stream
 */
export async function* watchChanges(options: {
  workspaceId: string;
  signal: AbortSignal;
  isAllowed: () => Promise<boolean>;
  checkMs: number;
  pollMs?: number;
}): AsyncGenerator<Change[], void> {
  const { workspaceId, signal, isAllowed, checkMs, pollMs } = options;
  const waiting = new Map<string, Change>();
  let wake: () => void = () => undefined;
  const stop = onChange(workspaceId, (change) => {
    if (waiting.size >= mostWaiting) {
      // a reader that is too slow reads everything again instead
      waiting.clear();
      waiting.set("workspace", { topic: "workspace", id: workspaceId });
    }
    waiting.set(`${change.topic}:${change.id}`, change);
    wake();
  });
  try {
    let sequence = pollMs ? (await changesAfter(workspaceId, null)).sequence : null;
    let checked = Date.now();
    while (!signal.aborted) {
      if (waiting.size === 0) {
        await pause(
          pollMs ?? checkMs,
          (done) => {
            wake = done;
          },
          signal,
        );
      }
      if (signal.aborted) return;
      const changes = [...waiting.values()];
      waiting.clear();
      if (pollMs && changes.length === 0) {
        const others = await changesAfter(workspaceId, sequence);
        sequence = others.sequence;
        changes.push(...others.changes);
      }
      if (Date.now() - checked >= checkMs || changes.some((change) => change.topic === "access")) {
        if (!(await isAllowed())) return;
        checked = Date.now();
      }
      if (changes.length) yield changes;
    }
  } finally {
    stop();
  }
}
