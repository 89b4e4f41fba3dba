import { invoiceQuestion, paymentConfirmation, refundRequest } from "./billing.ts";
import { furtherExamples } from "./further.ts";
import { newsletter, other, outOfOffice, spamOffer } from "./noise.ts";
import { jobApplication, newEnquiry, testimonial } from "./sales.ts";
import { cancellation, complaint, scheduling, supportQuestion, thankYou } from "./service.ts";

const first: Readonly<Record<string, readonly string[]>> = {
  new_enquiry: newEnquiry,
  refund_request: refundRequest,
  invoice_question: invoiceQuestion,
  payment_confirmation: paymentConfirmation,
  scheduling,
  complaint,
  support_question: supportQuestion,
  cancellation,
  testimonial,
  job_application: jobApplication,
  newsletter,
  spam_offer: spamOffer,
  out_of_office: outOfOffice,
  thank_you: thankYou,
  other,
};

/** What intake starts from before it has learnt anything: invented messages, by intent. */
export const startingExamples: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(first).map(([intent, texts]) => [intent, [...texts, ...(furtherExamples[intent] ?? [])]]),
);
