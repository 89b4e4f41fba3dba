export { contextOfApiKey } from "./authenticate.ts";
export { createApiKey } from "./create.ts";
export { listApiKeys } from "./queries.ts";
export { revokeApiKey } from "./revoke.ts";
