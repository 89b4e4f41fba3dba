import { actions } from "#server/actions/registry.ts";
import { agents } from "#server/agents/registry.ts";
import { currentDefinitionsWithin } from "#server/domains/workflow/index.ts";
import { readMetas } from "#server/workflows/reads-meta.ts";
import type { Definition } from "#server/workflows/schema.ts";
import type { Vocabulary } from "#server/workflows/validate.ts";
import { everyStep } from "#server/workflows/walk.ts";

type Scope = Parameters<typeof currentDefinitionsWithin>[0];

/** What every definition may name, whatever the workspace. */
export const registries: Omit<Vocabulary, "workflows"> = {
  agents: agents.map(({ name, intents, mayPropose }) => ({
    name,
    mayPropose,
    intents: Object.entries(intents).map(([intent, { input }]) => ({ name: intent, input })),
  })),
  actions: actions.map(({ name, input }) => ({ name, input })),
  reads: Object.entries(readMetas).map(([name, { input }]) => ({ name, input })),
};

function startedBy(definition: Definition): string[] {
  return everyStep(definition).flatMap(({ step }) => (step.kind === "sub-workflow" ? [step.workflow] : []));
}

/** Everything that a definition of this workspace may name, now. */
export async function vocabularyWithin(scope: Scope): Promise<Vocabulary> {
  const current = await currentDefinitionsWithin(scope);
  return {
    ...registries,
    workflows: current.map(({ workflow, definition }) => ({
      workflow,
      input: definition.input,
      starts: startedBy(definition),
    })),
  };
}
