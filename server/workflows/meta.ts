import { type Definition, definitionSchema } from "./schema.ts";
import { failedPayment } from "./templates/failed-payment.ts";
import { newEnquiry } from "./templates/new-enquiry.ts";
import { refundRequest } from "./templates/refund-request.ts";

/** The definitions that come with the product, in the order of the Workflows page. */
export const builtIns: readonly Definition[] = [newEnquiry, refundRequest, failedPayment].map((template) =>
  definitionSchema.parse(template),
);

export { outlineOf } from "./outline.ts";
