const words: Readonly<Record<string, string>> = {
  new_enquiry: "a new enquiry",
  refund_request: "a refund request",
  invoice_question: "a question about an invoice",
  payment_confirmation: "a payment confirmation",
  scheduling: "a message about a date",
  complaint: "a complaint",
  support_question: "a support question",
  cancellation: "a cancellation",
  testimonial: "a testimonial",
  job_application: "a job application",
  newsletter: "a newsletter",
  spam_offer: "an unwanted offer",
  out_of_office: "an out-of-office notice",
  thank_you: "a thank-you",
  delivery_failure: "a delivery failure",
  other: "something else",
};

/** What a message wants, as the end of a sentence: "a refund request". */
export function intentPhrase(intent: string): string {
  return words[intent] ?? `“${intent.replaceAll("_", " ")}”`;
}
