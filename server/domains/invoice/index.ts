export { issueInvoice } from "./issue.ts";
export { nextNumber } from "./next-number.ts";
export { invoicesOfContact } from "./of-contact.ts";
export { getInvoice, listInvoices } from "./queries.ts";
export { recordInvoice } from "./record.ts";
export { amountsOfLine, amountsOfLines, creditableMinor, offsetAmounts } from "./rules.ts";
export { applyToInvoice, lockInvoice, withoutCredit } from "./settle.ts";
export { type InvoiceToRemind, invoiceToRemind } from "./to-remind.ts";
