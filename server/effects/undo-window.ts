import type { AnyAction } from "#server/actions/registry.ts";
import type { CommandScope } from "#server/commands/define-command.ts";

type Scope = Pick<CommandScope, "tx" | "context">;

/** Until when what is decided now waits, so that it can be taken back; null where the operator wants no such window. */
export async function undoWindowNow({ tx, context }: Scope): Promise<Date | null> {
  const { undoSeconds } = await tx.workspace.findUniqueOrThrow({
    where: { id: context.workspaceId },
    select: { undoSeconds: true },
  });
  return undoSeconds > 0 ? new Date(context.clock.now().getTime() + undoSeconds * 1_000) : null;
}

/**
 * The window of something that runs by itself: what can be taken back only before it happens has the same as after an
 * approval. Null where it can be taken back afterwards.
 */
export async function undoWindowOf(scope: Scope, action: AnyAction | null): Promise<Date | null> {
  return action?.reversible.kind === "window" ? undoWindowNow(scope) : null;
}
