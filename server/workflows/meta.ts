import type { Workflow } from "./contract.ts";
import { failedPayment } from "./templates/failed-payment.ts";
import { newEnquiry } from "./templates/new-enquiry.ts";
import { refundRequest } from "./templates/refund-request.ts";

/** The built-in workflows, in the order of the Workflows page. */
export const workflows: readonly Workflow[] = [newEnquiry, refundRequest, failedPayment];
