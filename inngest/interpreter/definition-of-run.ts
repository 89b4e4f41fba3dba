import { type RememberedStep, rememberedSteps } from "#server/domains/run/index.ts";
import { currentDefinitions, getDefinition } from "#server/domains/workflow/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import type { Definition } from "#server/workflows/schema.ts";

const mostKept = 500;

/** What a function's body reads outside of a step must be the same whenever it is read: versions and logs never change. */
async function kept<T>(store: Map<string, T>, key: string, read: () => Promise<T>): Promise<T> {
  const known = store.get(key);
  if (known !== undefined) return known;
  const value = await read();
  if (store.size >= mostKept) store.clear();
  store.set(key, value);
  return value;
}

const definitions = new Map<string, Definition>();
const memories = new Map<string, RememberedStep[]>();

/** The definition of a run's version. Built-ins are published where nobody has asked for them in this workspace yet. */
export function definitionOfRun(
  context: Context,
  { workflow, version }: { workflow: string; version: number },
): Promise<Definition> {
  return kept(definitions, `${context.workspaceId}:${workflow}:${version}`, async () => {
    try {
      return await getDefinition.execute(context, { workflow, version });
    } catch (error) {
      if (!(error instanceof AppError && error.code === "not_found")) throw error;
      await currentDefinitions.execute(context, {});
      return getDefinition.execute(context, { workflow, version });
    }
  });
}

/** What the run's steps came to up to a place in its log. */
export function memoryOfRun(context: Context, { runId, upTo }: { runId: string; upTo: string | null }) {
  if (upTo === null) return Promise.resolve([]);
  return kept(memories, `${runId}:${upTo}`, () => rememberedSteps.execute(context, { runId, upTo }));
}
