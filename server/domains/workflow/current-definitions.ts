import { z } from "zod";
import { appendAudit } from "#server/commands/audit.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import { Prisma } from "#server/db/generated/client.ts";
import { queryInWorkspace, type Transaction } from "#server/db/transaction.ts";
import { hashOf } from "#server/kernel/canonical-json.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { builtIns } from "#server/workflows/meta.ts";
import { type Definition, definitionSchema } from "#server/workflows/schema.ts";
import type { Stage } from "./schema.ts";

/** The version of a workflow that new runs start with. */
export type CurrentDefinition = {
  workflow: string;
  version: number;
  origin: "built-in" | "operator";
  /** events, schedules and the operator may start it: it is switched on and no draft */
  enabled: boolean;
  stage: Stage;
  /** the version, below 0, of a draft that is tried in shadow beside this one; null where none is */
  trial: number | null;
  definition: Definition;
};

type Newest = { workflow: string; version: number; hash: string; origin: string } & Pick<
  CurrentDefinition,
  "enabled" | "stage" | "trial"
>;
type Scope = { tx: Transaction; context: Context };

const hashed = builtIns.map((definition) => ({ definition, hash: hashOf(definition) }));

/** Parsed definitions by workspace, workflow and version: a version never changes. */
const parsed = new Map<string, Definition>();
const mostParsed = 2_000;

const keyOf = (workspaceId: string, workflow: string, version: number) => `${workspaceId}:${workflow}:${version}`;

function keep(key: string, definition: Definition): Definition {
  if (parsed.size >= mostParsed) parsed.clear();
  parsed.set(key, definition);
  return definition;
}

/**
 * The definition that a run was started with.
 * @throws AppError not_found
 */
export async function definitionOf(
  { tx, context }: Scope,
  { workflow, version }: { workflow: string; version: number },
): Promise<Definition> {
  const { workspaceId } = context;
  const key = keyOf(workspaceId, workflow, version);
  const known = parsed.get(key);
  if (known) return known;
  const id = { workspaceId, workflow, version };
  const row = await tx.workflowVersion.findUnique({ where: { workspaceId_workflow_version: id } });
  if (!row) throw new AppError("not_found", `There is no version ${version} of the workflow ${workflow}`);
  return keep(key, definitionSchema.parse(row.definition));
}

/** The newest version of every workflow, in one query: the router asks for every event. */
const newestSql = Prisma.sql`/* newest_versions */ select distinct on (v.workflow) v.workflow, v.version, v.hash, v.origin,
      coalesce(s.enabled, true) and coalesce(s.stage, 'assisted') <> 'draft' as enabled,
      coalesce(s.stage, 'assisted') as stage, s.trial_version as trial
    from workflow_version v left join workflow_setting s using (workspace_id, workflow)
    where v.version > 0
    order by v.workflow, v.version desc`;
const newestVersions = (tx: Transaction): Promise<Newest[]> => tx.$queryRaw<Newest[]>(newestSql);

/** The newest version is this very content, or the operator's own. */
const isInPlace = (last: Newest | undefined, hash: string) => last?.hash === hash || last?.origin === "operator";

const anHour = 3_600_000;

/** Of two installations that run different releases for a while, none publishes its built-in again and again. */
async function publishedLately({ tx, context }: Scope, { workflow, version }: Newest, hash: string): Promise<boolean> {
  const rows = await tx.workflowVersion.findMany({
    where: { workflow, version: { gt: 0 }, OR: [{ hash }, { version }] },
    select: { hash: true, publishedAt: true },
  });
  const since = new Date(context.clock.now().getTime() - anHour);
  return rows.some((row) => row.hash === hash) && rows.some((row) => row.hash !== hash && row.publishedAt > since);
}

/** Publishes built-ins whose content is not the newest version's; what the operator made of one is left alone. */
async function publishBuiltIns({ tx, context }: Scope, newest: readonly Newest[]): Promise<boolean> {
  let published = false;
  for (const { definition, hash } of hashed) {
    const { workflow } = definition;
    const last = newest.find((row) => row.workflow === workflow);
    if (isInPlace(last, hash)) continue;
    if (last && (await publishedLately({ tx, context }, last, hash))) continue;
    const version = (last?.version ?? 0) + 1;
    const row = { workspaceId: context.workspaceId, workflow, version, hash, origin: "built-in" };
    const json = definition as unknown as Prisma.InputJsonObject;
    const at = context.clock.now();
    const made = await tx.workflowVersion.createMany({
      data: [{ ...row, definition: json, publishedBy: "adjutant", publishedAt: at }],
      skipDuplicates: true,
    });
    published = true;
    if (made.count === 0) continue;
    await appendAudit(
      tx,
      { ...context, actor: { kind: "system", id: "workflows" } },
      {
        action: "workflow.publish",
        subject: { kind: "workflow", id: workflow },
        data: { version, hash, origin: "built-in" },
      },
    );
  }
  return published;
}

/** The same as the query, within a transaction that is open already. */
export async function currentDefinitionsWithin(scope: Scope): Promise<CurrentDefinition[]> {
  const before = await newestVersions(scope.tx);
  const newest = (await publishBuiltIns(scope, before)) ? await newestVersions(scope.tx) : before;
  const current: CurrentDefinition[] = [];
  for (const row of newest) {
    current.push(currentOf(row, knownDefinition(scope.context, row) ?? (await definitionOf(scope, row))));
  }
  return inOrder(current);
}

/** A version's definition as far as this process has parsed it. */
function knownDefinition({ workspaceId }: Context, { workflow, version, hash }: Newest): Definition | null {
  const key = keyOf(workspaceId, workflow, version);
  const own = hashed.find((builtIn) => builtIn.definition.workflow === workflow && builtIn.hash === hash);
  return parsed.get(key) ?? (own ? keep(key, own.definition) : null);
}

function currentOf({ hash: _, origin, ...row }: Newest, definition: Definition): CurrentDefinition {
  return { ...row, origin: origin === "operator" ? "operator" : "built-in", definition };
}

function inOrder(current: CurrentDefinition[]): CurrentDefinition[] {
  const place = new Map(builtIns.map((definition, index) => [definition.workflow, index]));
  const placeOf = (workflow: string) => place.get(workflow) ?? builtIns.length;
  return current.sort((a, b) => placeOf(a.workflow) - placeOf(b.workflow) || (a.workflow < b.workflow ? -1 : 1));
}

/**
 * The same for hot paths: one statement in one round trip where all of it is known to this process and no built-in has to be
 * published, else the whole query. It reads the rows each time, so what was just published or switched off counts at once,
 * whichever process did it.
 */
export async function currentDefinitionsNow(context: Context): Promise<CurrentDefinition[]> {
  const newest = await queryInWorkspace<Newest>(context.workspaceId, newestSql);
  const inPlace = hashed.every(({ definition: { workflow }, hash }) =>
    isInPlace(
      newest.find((row) => row.workflow === workflow),
      hash,
    ),
  );
  const current = newest.flatMap((row) => {
    const definition = knownDefinition(context, row);
    return definition ? [currentOf(row, definition)] : [];
  });
  const known = inPlace && current.length === newest.length;
  return known ? inOrder(current) : currentDefinitions.execute(context, {});
}

/**
 * The version of every workflow that new runs start with, built-ins first. A built-in whose content changed with the
 * product is published as the next version on the way.
 */
export const currentDefinitions = defineQuery({
  name: "workflow.current",
  input: z.object({}),
  access: ["system", "operator", "api_key"],
  scope: "workflows:read",
  run: (scope): Promise<CurrentDefinition[]> => currentDefinitionsWithin(scope),
});

/**
 * One version of a workflow.
 * @throws AppError not_found
 */
export const getDefinition = defineQuery({
  name: "workflow.definition",
  input: z.object({ workflow: z.string().max(100), version: z.int() }),
  access: ["system"],
  run: (scope, input): Promise<Definition> => definitionOf(scope, input),
});
