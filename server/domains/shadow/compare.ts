import { z } from "zod";
import { agentMetas } from "#server/agents/meta.ts";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import type { Prisma } from "#server/db/generated/client.ts";
import { noteTrust } from "#server/domains/trust/index.ts";
import { definitionOf } from "#server/domains/workflow/index.ts";
import { stableId } from "#server/kernel/ids.ts";
import { matchUp, type ShadowDeed } from "#server/policy/shadow/index.ts";
import { everyStep } from "#server/workflows/walk.ts";
import { type Deed, deedsWithin } from "./deeds.ts";
import { matchWindow } from "./open-match.ts";

const atOnce = 500;
const json = (value: unknown) => JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;

type Open = Awaited<ReturnType<CommandScope["tx"]["shadowMatch"]["findMany"]>>[number];

/** The open rows with their proposals as the matcher takes them; what was withdrawn meanwhile is compared no longer. */
async function shadowsOf({ tx }: CommandScope, open: readonly Open[]) {
  const proposals = await tx.proposal.findMany({ where: { id: { in: open.flatMap((row) => row.proposalId ?? []) } } });
  const runs = await tx.run.findMany({ where: { id: { in: open.map((row) => row.runId) } } });
  const inShadow = new Map(proposals.flatMap((row) => (row.status === "shadow" ? [[row.id, row] as const] : [])));
  const runOf = new Map(runs.map((run) => [run.id, run]));
  const gone = open.filter((row) => !inShadow.has(row.proposalId ?? ""));
  if (gone.length) await tx.shadowMatch.deleteMany({ where: { id: { in: gone.map((row) => row.id) } } });
  return open.flatMap((row) => {
    const proposal = inShadow.get(row.proposalId ?? "");
    const run = runOf.get(row.runId);
    if (!proposal || !run) return [];
    const shadow: ShadowDeed = {
      ...{ id: row.id, action: row.action, contactId: proposal.contactId ?? run.contactId, eventId: run.eventId },
      input: proposal.input as Record<string, unknown>,
      // what the operator did since the run began stands for what it proposed later, too
      from: run.createdAt.getTime(),
      until: row.until.getTime(),
    };
    return [{ row, shadow, proposal }];
  });
}

const groupOf = ({ workflow, version }: { workflow: string; version: number }) => `${workflow}:${version}`;

/** What the operator did that stands in a match of this workflow's version already. */
async function taken({ tx }: CommandScope, deeds: readonly Deed[]): Promise<Set<string>> {
  const ids = deeds.map((deed) => deed.id);
  const rows = await tx.$queryRaw<{ workflow: string; version: number; deed: string }[]>`
    select workflow, version, coalesce(done->>'effectId', done->>'id') as deed from shadow_match
    where done is not null and coalesce(done->>'effectId', done->>'id') = any(${ids})`;
  return new Set(rows.map((row) => `${groupOf(row)}:${row.deed}`));
}

/** Settles open matches: what the operator did in their stead, or that the time is over. @returns how many */
async function settleOpen(scope: CommandScope): Promise<number> {
  const { tx, context } = scope;
  const open = await tx.shadowMatch.findMany({ where: { outcome: "open" }, orderBy: { until: "asc" }, take: atOnce });
  if (open.length === 0) return 0;
  const shadows = await shadowsOf(scope, open);
  const now = context.clock.now();
  const from = new Date(Math.min(now.getTime(), ...shadows.map(({ shadow }) => shadow.from)));
  const deeds = await deedsWithin(tx, { from, until: now });
  const used = await taken(scope, deeds);
  let settled = 0;
  for (const [group, own] of Map.groupBy(shadows, ({ row }) => groupOf(row))) {
    const free = deeds.filter((deed) => !used.has(`${group}:${deed.id}`));
    const pairs = new Map(
      matchUp(
        own.map(({ shadow }) => shadow),
        free,
      ).map((pair) => [pair.shadowId, pair]),
    );
    for (const { row, proposal } of own) {
      const pair = pairs.get(row.id);
      if (!pair && row.until > now) continue;
      const done = deeds.find(({ id }) => id === pair?.doneId)?.done;
      const { outcome = "extra", likeness = null, differences = [] } = pair ?? {};
      const found = { outcome, likeness, differences: json(differences), ...(done ? { done: json(done) } : {}) };
      const swapped = await tx.shadowMatch.updateMany({
        where: { id: row.id, outcome: "open" },
        data: { ...found, decidedAt: now },
      });
      settled += swapped.count;
      // what the operator did alike speaks for the agent; that they did nothing says little, so it is no lesson
      if (pair && swapped.count > 0) {
        await noteTrust(scope, proposal, { kind: "shadow", score: pair.likeness, data: { matchId: row.id } });
      }
    }
  }
  return settled;
}

/** The actions that a definition may come to: those that it names itself, and those of the agents that it asks. */
async function actionsOf(scope: CommandScope, run: { workflow: string; workflowVersion: number }) {
  const definition = await definitionOf(scope, { workflow: run.workflow, version: run.workflowVersion });
  return new Set(
    everyStep(definition).flatMap(({ step }) => {
      if (step.kind === "agent") return agentMetas.find(({ name }) => name === step.agent)?.actions ?? [];
      return step.kind === "action" && "action" in step && step.action ? [step.action] : [];
    }),
  );
}

/**
 * Notes what the operator did on the subject of shadow runs that ended long enough ago, and those did not propose: for the
 * same event through another run, or by hand for the same contact.
 */
async function noteMissed(scope: CommandScope): Promise<number> {
  const { tx, context } = scope;
  const now = context.clock.now();
  const before = new Date(now.getTime() - matchWindow);
  const where = { shadow: true, comparedAt: null, finishedAt: { lte: before } };
  const runs = await tx.run.findMany({ where, orderBy: { finishedAt: "asc" }, take: 100 });
  let noted = 0;
  for (const run of runs) {
    const { workspaceId } = context;
    const base = { workspaceId, workflow: run.workflow, version: run.workflowVersion, runId: run.id };
    const actions = run.status === "succeeded" ? await actionsOf(scope, run) : new Set<string>();
    const until = new Date((run.finishedAt ?? now).getTime() + matchWindow);
    const deeds = (await deedsWithin(tx, { from: run.createdAt, until })).filter(
      (deed) =>
        actions.has(deed.action) &&
        (deed.eventId === run.eventId ||
          (deed.eventId === null && deed.contactId !== null && deed.contactId === run.contactId)),
    );
    const used = await taken(scope, deeds);
    const missed = deeds.filter((deed) => !used.has(`${groupOf(base)}:${deed.id}`));
    const made = await tx.shadowMatch.createMany({
      skipDuplicates: true,
      data: missed.map(({ id, action, at, done }) => ({
        ...{ ...base, id: stableId("shadow-missed", groupOf(base), id), agent: "", action, done: json(done) },
        ...{ outcome: "missed", until, at: new Date(at), decidedAt: now },
      })),
    });
    await tx.run.updateMany({ where: { id: run.id, comparedAt: null }, data: { comparedAt: now } });
    noted += made.count;
  }
  return noted;
}

/**
 * Compares what was proposed in shadow with what the operator did. Safe to repeat, and from several processes at once:
 * a row is settled once, and of what is missed there is one row.
 */
export const compareShadow = defineCommand({
  name: "shadow.compare",
  input: z.object({}),
  access: ["system"],
  run: async (scope): Promise<{ settled: number; missed: number }> => {
    const settled = await settleOpen(scope);
    const missed = await noteMissed(scope);
    if (settled + missed > 0) scope.changed({ topic: "workspace", id: scope.context.workspaceId });
    return { settled, missed };
  },
});
