import { listWorkflows, setWorkflowEnabled } from "#server/domains/workflow/index.ts";
import { fromCommand, fromQuery } from "../procedure.ts";
import { router } from "../trpc.ts";

export const workflowRouter = router({
  list: fromQuery(listWorkflows),
  setEnabled: fromCommand(setWorkflowEnabled),
});
