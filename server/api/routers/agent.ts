import { listAgents } from "#server/domains/agent/index.ts";
import { fromQuery } from "../procedure.ts";
import { router } from "../trpc.ts";

export const agentRouter = router({ list: fromQuery(listAgents) });
