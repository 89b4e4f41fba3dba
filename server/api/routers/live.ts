import { findLiveSession } from "#server/domains/session/index.ts";
import { watchChanges } from "#server/domains/workspace/index.ts";
import { databaseMode } from "#server/kernel/installation.ts";
import { operatorProcedure, router } from "../trpc.ts";

const checkMs = 10_000;
const pollMs = 2_000;

export const liveRouter = router({
  /**
   * The workspace's changes as server-sent events, one record a message. Nothing is replayed: a client that connects again
   * reads again. Ends when the session does.
   */
  changes: operatorProcedure.subscription(async function* ({ ctx, signal }) {
    const session = await ctx.session();
    const batches = watchChanges({
      workspaceId: session.workspaceId,
      signal: signal ?? AbortSignal.timeout(checkMs),
      isAllowed: async () => (await findLiveSession(session.sessionId)) !== null,
      checkMs,
      // beside the embedded database there is one process, and it hears all of its own changes
      ...(databaseMode() === "embedded" ? {} : { pollMs }),
    });
    for await (const batch of batches) yield* batch;
  }),
});
