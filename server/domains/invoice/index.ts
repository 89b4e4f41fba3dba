export { issueInvoice } from "./issue.ts";
export { nextNumber } from "./next-number.ts";
export { getInvoice, listInvoices } from "./queries.ts";
export { recordInvoice } from "./record.ts";
export { amountsOfLine, amountsOfLines, creditableMinor, outstandingMinor } from "./rules.ts";
export { applyToInvoice, lockInvoice } from "./settle.ts";
