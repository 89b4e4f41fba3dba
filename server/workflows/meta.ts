import { type Definition, definitionSchema } from "./schema.ts";
import { accountStatement } from "./templates/account-statement.ts";
import { billingReview } from "./templates/billing-review.ts";
import { creditDispute } from "./templates/credit-dispute.ts";
import { failedPayment } from "./templates/failed-payment.ts";
import { newEnquiry } from "./templates/new-enquiry.ts";
import { newLead } from "./templates/new-lead.ts";
import { refundRequest } from "./templates/refund-request.ts";
import { welcomeCustomer } from "./templates/welcome-customer.ts";

/** The definitions that come with the product, in the order of the Workflows page. */
export const builtIns: readonly Definition[] = [
  newEnquiry,
  newLead,
  welcomeCustomer,
  refundRequest,
  creditDispute,
  failedPayment,
  billingReview,
  accountStatement,
].map((template) => definitionSchema.parse(template));

export { outlineOf } from "./outline.ts";
