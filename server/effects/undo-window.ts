import type { AnyAction } from "#server/actions/registry.ts";
import type { CommandScope } from "#server/commands/define-command.ts";

/**
 * Until when something that runs by itself waits, so that the operator can still stop it: what can be taken back only before
 * it happens has the same undo window as after an approval. Null where it can be taken back afterwards.
 */
export async function undoWindowOf(
  { tx, context }: Pick<CommandScope, "tx" | "context">,
  action: AnyAction | null,
): Promise<Date | null> {
  if (action?.reversible.kind !== "window") return null;
  const workspace = await tx.workspace.findUniqueOrThrow({
    where: { id: context.workspaceId },
    select: { undoSeconds: true },
  });
  return workspace.undoSeconds > 0 ? new Date(context.clock.now().getTime() + workspace.undoSeconds * 1_000) : null;
}
