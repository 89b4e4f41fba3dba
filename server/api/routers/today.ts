import { getToday } from "#server/domains/today/index.ts";
import { fromQuery } from "../procedure.ts";
import { router } from "../trpc.ts";

export const todayRouter = router({ get: fromQuery(getToday) });
