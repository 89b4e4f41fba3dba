export { issueCreditNote } from "./issue.ts";
export { reverseCreditNote } from "./reverse.ts";
