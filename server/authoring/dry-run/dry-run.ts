import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import { readingOnly } from "#server/db/read-only.ts";
import { factsOfEvent, factsOfStart } from "#server/domains/run/index.ts";
import { currentDefinitionsWithin, workflowId } from "#server/domains/workflow/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError, invalidField } from "#server/kernel/errors.ts";
import { parseInput } from "#server/kernel/parse.ts";
import type { Plain } from "#server/workflows/expressions/index.ts";
import { type Facts, interpret, type Place } from "#server/workflows/interpreter/index.ts";
import type { Definition } from "#server/workflows/schema.ts";
import { everyStep } from "#server/workflows/walk.ts";
import { checked } from "../publish.ts";
import { choicesSchema, type DryRun } from "../schema.ts";
import { vocabularyWithin } from "../vocabulary.ts";
import { dryPorts } from "./dry-ports.ts";
import type { DryRecord } from "./record.ts";

const input = z.object({
  workflow: workflowId,
  /** a published version; without it the draft, or the definition that is given */
  version: z.int().min(1).optional(),
  definition: z.record(z.string(), z.json()).optional(),
  /** the past event that it is tried on; without it a start by hand, by a schedule or through the API is tried */
  eventId: z.uuid().optional(),
  /** how it would be started where no event does */
  from: z.enum(["manual", "api", "schedule"]).optional(),
  /** what a start by hand would give */
  input: z.record(z.string(), z.json()).default({}),
  choices: choicesSchema.prefault({}),
});
type Input = z.output<typeof input>;

type Prepared = { definition: Definition; others: ReadonlyMap<string, Definition> };
const deepest = 5;

/** Finds and checks what is tried. Not part of the dry run: new built-ins may be published on the way. */
const prepare = defineQuery({
  name: "workflow.dryRun",
  input,
  access: ["operator", "api_key"],
  scope: "workflows:read",
  run: async ({ tx, context }, { workflow, version, definition }): Promise<Prepared> => {
    const others = await currentDefinitionsWithin({ tx, context });
    const id = { workspaceId: context.workspaceId, workflow, version: version ?? 0 };
    const row = version
      ? await tx.workflowVersion.findUnique({ where: { workspaceId_workflow_version: id } })
      : await tx.workflowDraft.findFirst({ where: { workflow } });
    const raw = definition ?? row?.definition;
    if (raw === undefined) throw new AppError("not_found", "There is neither a draft nor such a version");
    return {
      definition: checked(workflow, raw, await vocabularyWithin({ tx, context })),
      others: new Map(others.map((other) => [other.workflow, other.definition])),
    };
  },
});

type Trial = { context: Context; definition: Definition; facts: Facts; record: DryRecord; others: Prepared["others"] };

async function walk(trial: Trial, depth: number): Promise<{ status: string; summary: string; path: string | null }> {
  const { context, definition, facts, record, others } = trial;
  const startDry = async (place: Place, request: { workflow: string; input: Record<string, Plain> }) => {
    const other = others.get(request.workflow);
    if (!other || depth >= deepest) throw new AppError("precondition", `${request.workflow} cannot be tried here`);
    const kinds = new Map(everyStep(other).map(({ step }) => [step.id, step.kind]));
    const inner = { ...record, kinds, prefix: `${record.prefix}${place.path} › ` };
    const run = { id: "dry", workflow: other.workflow, startedAt: context.clock.now().toISOString() };
    const ended = await walk(
      { ...trial, definition: other, record: inner, facts: { ...facts, input: request.input, run } },
      depth + 1,
    );
    return { status: ended.status, summary: ended.summary, answer: null };
  };
  const ending = await interpret({ definition, facts, ports: dryPorts({ context, facts, record, startDry }) });
  if (ending.status === "stopped") throw new AppError("internal", "A dry run stopped half way");
  return { path: null, ...ending };
}

/** What the run would begin with: a past event, or a start that only this trial makes. */
async function start(context: Context, definition: Definition, { eventId, from, input: given }: Input) {
  if (eventId) return { ...(await factsOfEvent.execute(context, { eventId })), input: given };
  const ways = definition.triggers.flatMap(({ on }) => (on === "event" ? [] : [on]));
  const way = from ?? ways[0];
  if (!way || !ways.includes(way)) {
    throw invalidField("eventId", "is missing: only an event starts this workflow in that way");
  }
  const started = await factsOfStart.execute(context, { fields: definition.input, given, from: way });
  return { ...started.facts, input: started.input };
}

async function tryOut(caller: Context, given: Input): Promise<DryRun> {
  const { definition, others } = await prepare.execute(caller, given);
  const context: Context = { ...caller, actor: { kind: "system", id: "dry-run" } };
  const kinds = new Map(everyStep(definition).map(({ step }) => [step.id, step.kind]));
  const record: DryRecord = { steps: [], proposals: [], choices: given.choices, kinds, prefix: "" };
  // whatever an agent, a read or an action tries: the database takes no write in here
  const ended = await readingOnly(async () => {
    const run = { id: "dry", workflow: given.workflow, startedAt: context.clock.now().toISOString() };
    return walk(
      { context, definition, others, record, facts: { ...(await start(context, definition, given)), run } },
      0,
    );
  });
  const { steps, proposals } = record;
  const status = ended.status === "succeeded" ? "succeeded" : "failed";
  const ending = { status, summary: ended.summary, path: ended.path } as const;
  return { workflow: given.workflow, version: given.version ?? null, ending, steps, proposals };
}

/**
 * Tries a draft, a version or a definition on a past event, or with the input of a start: agents decide, actions are examined, and nothing is written,
 * sent or remembered.
 * @throws AppError not_found; invalid, naming the fields of the input that are wrong; precondition with all that is wrong with the definition
 */
export const dryRun = {
  name: prepare.name,
  input,
  execute: async (context: Context, raw: unknown): Promise<DryRun> => tryOut(context, parseInput(input, raw)),
};
