import { apiKeyRouter } from "./routers/api-key.ts";
import { installationRouter } from "./routers/installation.ts";
import { liveRouter } from "./routers/live.ts";
import { outcomeRouter } from "./routers/outcome.ts";
import { sessionRouter } from "./routers/session.ts";
import { todayRouter } from "./routers/today.ts";
import { workspaceRouter } from "./routers/workspace.ts";
import { router } from "./trpc.ts";

/** Every procedure that the screens call. Each is thin over one command or query. */
export const appRouter = router({
  apiKey: apiKeyRouter,
  installation: installationRouter,
  live: liveRouter,
  outcome: outcomeRouter,
  session: sessionRouter,
  today: todayRouter,
  workspace: workspaceRouter,
});

/** What clients import, as a type only. */
export type AppRouter = typeof appRouter;
