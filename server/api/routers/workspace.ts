import { loadSample } from "#server/domains/sample/index.ts";
import { getWorkspaceSettings, updateWorkspace } from "#server/domains/workspace/index.ts";
import { fromCommand, fromQuery } from "../procedure.ts";
import { router } from "../trpc.ts";

export const workspaceRouter = router({
  settings: fromQuery(getWorkspaceSettings),
  update: fromCommand(updateWorkspace),
  loadSample: fromCommand(loadSample),
});
