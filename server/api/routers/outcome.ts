import { getOutcome } from "#server/domains/outcome/index.ts";
import { fromQuery } from "../procedure.ts";
import { router } from "../trpc.ts";

export const outcomeRouter = router({ get: fromQuery(getOutcome) });
