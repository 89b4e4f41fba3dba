import type { CommandScope } from "#server/commands/define-command.ts";
import { checkedInput } from "#server/domains/run/index.ts";
import { type CurrentDefinition, currentDefinitionsWithin } from "#server/domains/workflow/index.ts";
import { AppError, invalidField } from "#server/kernel/errors.ts";

/** Whether a definition says that a schedule may start it. */
export function isSchedulable({ definition }: Pick<CurrentDefinition, "definition">): boolean {
  return definition.triggers.some((trigger) => trigger.on === "schedule");
}

/**
 * The input that a schedule's runs are started with, checked against what the workflow asks for.
 * @throws AppError not_found; invalid for `workflow` or `input.<field>`
 */
export async function checkedStart(
  scope: Pick<CommandScope, "tx" | "context">,
  { workflow, input }: { workflow: string; input: Readonly<Record<string, unknown>> },
): Promise<Record<string, string | number | boolean>> {
  const current = (await currentDefinitionsWithin(scope)).find((entry) => entry.workflow === workflow);
  if (!current) throw new AppError("not_found", "There is no such workflow");
  if (!isSchedulable(current)) throw invalidField("workflow", `${current.definition.name} is not started by schedules`);
  try {
    const checked = Object.entries(await checkedInput(scope.tx, current.definition.input, input));
    // what was left empty is not kept: a later version of the workflow may not ask for it any more
    return Object.fromEntries(checked.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
  } catch (error) {
    if (!(error instanceof AppError) || !error.details.fields) throw error;
    const fields = error.details.fields.map(({ field, message }) => ({ field: `input.${field}`, message }));
    const words = fields.map(({ field, message }) => `${field}: ${message}`).join("; ");
    throw new AppError("invalid", words, { details: { fields } });
  }
}
