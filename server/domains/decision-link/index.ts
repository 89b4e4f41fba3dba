export { issueDecisionLink } from "./issue.ts";
export { linkTokenSchema, openDecisionLink } from "./open.ts";
export { countLinkUse } from "./rate-limit.ts";
export { takeDecisionLink } from "./take.ts";
