import { complain, readAgentTrust } from "#server/domains/trust/index.ts";
import { fromCommand, fromQuery } from "../procedure.ts";
import { router } from "../trpc.ts";

export const trustRouter = router({ ofAgent: fromQuery(readAgentTrust), complain: fromCommand(complain) });
