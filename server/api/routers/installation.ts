import { installationFacts } from "#server/domains/sign-in/index.ts";
import { publicProcedure, router } from "../trpc.ts";

export const installationRouter = router({
  /** open to anybody: what the sign-in page shows */
  facts: publicProcedure.query(() => installationFacts()),
});
