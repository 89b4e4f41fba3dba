import { createApiKey, listApiKeys, revokeApiKey } from "#server/domains/api-key/index.ts";
import { fromCommand, fromQuery } from "../procedure.ts";
import { router } from "../trpc.ts";

export const apiKeyRouter = router({
  list: fromQuery(listApiKeys),
  create: fromCommand(createApiKey),
  revoke: fromCommand(revokeApiKey),
});
