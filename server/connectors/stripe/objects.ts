import { z } from "zod";

// Only what we use, each optional: a field that Stripe renames or leaves out must not cost us the event.
const text = z.string().nullish().catch(null);
const whole = z.number().int().nullish().catch(null);
const flag = z.boolean().nullish().catch(null);
/** an id, given as such or as the expanded object */
const reference = z
  .union([z.string(), z.object({ id: z.string() }).transform((object) => object.id)])
  .nullish()
  .catch(null);
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .object({ data: z.array(z.unknown()).transform((rows) => rows.flatMap((row) => item.safeParse(row).data ?? [])) })
    .nullish()
    .catch(null);
const amounts = z
  .array(z.object({ amount: whole, inclusive: flag, tax_behavior: text }))
  .nullish()
  .catch(null);

export const customerSchema = z.object({
  id: text,
  email: text,
  name: text,
  phone: text,
  business_name: text,
});

const lineSchema = z.object({
  description: text,
  quantity: whole,
  amount: z.number().int(),
  tax_amounts: amounts,
  taxes: amounts,
  discount_amounts: amounts,
});
export type StripeLine = z.output<typeof lineSchema>;

export const invoiceSchema = z.object({
  id: text,
  number: text,
  status: text,
  currency: text,
  customer: reference,
  customer_email: text,
  customer_name: text,
  customer_phone: text,
  total: whole,
  tax: whole,
  total_tax_amounts: amounts,
  total_taxes: amounts,
  amount_due: whole,
  amount_paid: whole,
  attempt_count: whole,
  charge: reference,
  payment_intent: reference,
  created: whole,
  due_date: whole,
  paid: flag,
  status_transitions: z.object({ finalized_at: whole }).nullish().catch(null),
  last_finalization_error: z.object({ message: text }).nullish().catch(null),
  lines: listOf(lineSchema),
});
export type StripeInvoice = z.output<typeof invoiceSchema>;

const billingSchema = z.object({ email: text, name: text, phone: text }).nullish().catch(null);

export const chargeSchema = z.object({
  id: text,
  amount: whole,
  amount_refunded: whole,
  currency: text,
  customer: reference,
  invoice: reference,
  payment_intent: reference,
  receipt_email: text,
  billing_details: billingSchema,
  failure_message: text,
  created: whole,
});
export type StripeCharge = z.output<typeof chargeSchema>;

export const paymentIntentSchema = z.object({
  id: text,
  amount: whole,
  amount_received: whole,
  currency: text,
  customer: reference,
  invoice: reference,
  receipt_email: text,
  latest_charge: reference,
  charges: listOf(chargeSchema),
  last_payment_error: z
    .object({
      message: text,
      charge: reference,
      payment_method: z.object({ billing_details: billingSchema }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
  created: whole,
});

export const sessionSchema = z.object({
  id: text,
  mode: text,
  payment_status: text,
  amount_total: whole,
  currency: text,
  customer: reference,
  customer_email: text,
  customer_details: billingSchema,
  payment_intent: reference,
  invoice: reference,
  created: whole,
});

export const disputeSchema = z.object({ charge: reference, payment_intent: reference, reason: text });

export const eventSchema = z.object({
  created: whole,
  data: z.object({ object: z.record(z.string(), z.unknown()), previous_attributes: z.unknown().optional() }),
});
