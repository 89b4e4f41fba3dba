export { issueCreditNote } from "./issue.ts";
