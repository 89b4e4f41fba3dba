import type { z } from "zod";
import { type CanonicalEvent, type CanonicalPayment, canonicalEvent } from "#server/kernel/canonical-event.ts";
import { stripeContact } from "./contact.ts";
import { invoiceFrom } from "./invoice.ts";
import * as objects from "./objects.ts";
import { paymentFrom } from "./payment.ts";

/**
 * Turns the object of an event into a canonical event, or null when it lacks what we need. `created` is the event's time
 * in Unix seconds, `previous` the earlier values of what changed.
 */
export type Reader = (object: unknown, created: number | null, previous: unknown) => CanonicalEvent | null;

function payerOf(charge: objects.StripeCharge) {
  const { email, name, phone } = charge.billing_details ?? {};
  return stripeContact({ customer: charge.customer, emails: [email, charge.receipt_email], name, phone });
}

function reader<S extends z.ZodType>(
  schema: S,
  read: (object: z.output<S>, created: number | null, previous: unknown) => CanonicalEvent | null,
): Reader {
  return (object, created, previous) => {
    const parsed = schema.safeParse(object);
    return parsed.success ? read(parsed.data, created, previous) : null;
  };
}

/** `customer.*` */
export const customer = (type: "contact.created" | "contact.updated"): Reader =>
  reader(objects.customerSchema, (object) => {
    const { id, email, name, phone, business_name } = object;
    const contact = stripeContact({ customer: id, emails: [email], name, phone });
    return contact && canonicalEvent(type, { contact: { ...contact, company: business_name ?? null } });
  });

/** `invoice.*`; `status` is given for events that are about a payment of it. */
export const invoice = (type: string, status?: CanonicalPayment["status"]): Reader =>
  reader(objects.invoiceSchema, (object, created) => {
    const known = invoiceFrom(object);
    const contact = stripeContact({
      customer: object.customer,
      emails: [object.customer_email],
      name: object.customer_name,
      phone: object.customer_phone,
    });
    if (!known) return null;
    const attempt = `${known.externalId}:attempt:${object.attempt_count ?? 0}`;
    const payment = status
      ? paymentFrom({
          ids: [object.charge, object.payment_intent, attempt],
          amount: status === "failed" ? object.amount_due : object.amount_paid,
          currency: object.currency,
          status,
          reason: object.last_finalization_error?.message,
          at: created,
        })
      : null;
    return canonicalEvent(type, { contact, invoice: known, payment, invoiceExternalId: known.externalId });
  });

/** `charge.succeeded`, `charge.failed` */
export const charge = (type: string, status: "succeeded" | "failed"): Reader =>
  reader(objects.chargeSchema, (object, created) => {
    const payment = paymentFrom({
      ids: [object.id, object.payment_intent],
      amount: object.amount,
      currency: object.currency,
      status,
      reason: object.failure_message,
      at: created,
    });
    const invoiceExternalId = object.invoice ?? null;
    return payment && canonicalEvent(type, { contact: payerOf(object), payment, invoiceExternalId });
  });

/**
 * `charge.refunded`: its `amount_refunded` counts all refunds of the charge so far, so what is new is the difference to
 * the previous value. Stripe's refund.* events tell the same a second time and are left aside.
 */
export const refundedCharge: Reader = reader(objects.chargeSchema, (object, created, previous) => {
  const before = objects.chargeSchema.safeParse(previous).data?.amount_refunded ?? 0;
  const payment = paymentFrom({
    ids: object.id ? [`${object.id}:refunded:${object.amount_refunded ?? 0}`] : [],
    amount: (object.amount_refunded ?? 0) - before,
    currency: object.currency,
    status: "refunded",
    at: created,
  });
  if (!payment) return null;
  const [invoiceExternalId, paymentExternalId] = [object.invoice ?? null, object.id ?? null];
  return canonicalEvent("payment.refunded", {
    contact: payerOf(object),
    payment,
    invoiceExternalId,
    paymentExternalId,
  });
});

/** `payment_intent.succeeded`, `payment_intent.payment_failed` */
export const paymentIntent = (type: string, status: "succeeded" | "failed"): Reader =>
  reader(objects.paymentIntentSchema, (object, created) => {
    const last = object.charges?.data[0];
    const failure = object.last_payment_error;
    const billing = failure?.payment_method?.billing_details ?? last?.billing_details;
    const payment = paymentFrom({
      ids: [failure?.charge ?? object.latest_charge ?? last?.id, object.id],
      amount: status === "failed" ? object.amount : (object.amount_received ?? object.amount),
      currency: object.currency,
      status,
      reason: failure?.message,
      at: created,
    });
    const contact = stripeContact({
      customer: object.customer,
      emails: [object.receipt_email, billing?.email],
      name: billing?.name,
      phone: billing?.phone,
    });
    return payment && canonicalEvent(type, { contact, payment, invoiceExternalId: object.invoice ?? null });
  });

/** `checkout.session.*`: a payment once it is paid or has failed, else who is buying. */
export const checkoutSession = (status: "succeeded" | "failed"): Reader =>
  reader(objects.sessionSchema, (object, created) => {
    const details = object.customer_details;
    const contact = stripeContact({
      customer: object.customer,
      emails: [details?.email, object.customer_email],
      name: details?.name,
      phone: details?.phone,
    });
    const counts = object.mode === "payment" && (status === "failed" || object.payment_status === "paid");
    const payment = counts
      ? paymentFrom({
          ids: [object.payment_intent, object.id],
          amount: object.amount_total,
          currency: object.currency,
          status,
          at: created,
        })
      : null;
    const invoiceExternalId = object.invoice ?? null;
    if (payment) return canonicalEvent(`payment.${status}`, { contact, payment, invoiceExternalId });
    return contact && canonicalEvent("contact.updated", { contact, invoiceExternalId });
  });

/** `charge.dispute.*` */
export const dispute: Reader = reader(objects.disputeSchema, (object) => {
  const paymentExternalId = object.charge ?? object.payment_intent ?? null;
  return canonicalEvent("payment.disputed", {
    paymentExternalId,
    note: `Dispute: ${object.reason ?? "no reason given"}`,
  });
});
