import {
  type CanonicalEvent,
  canonicalEvent,
  plausibleDate,
  type StoredEvent,
} from "#server/kernel/canonical-event.ts";
import { eventSchema } from "./objects.ts";
import {
  charge,
  checkoutSession,
  customer,
  dispute,
  invoice,
  paymentIntent,
  type Reader,
  refundedCharge,
} from "./readers.ts";

const readers: Record<string, Reader> = {
  "customer.created": customer("contact.created"),
  "customer.updated": customer("contact.updated"),
  "invoice.created": invoice("invoice.created"),
  "invoice.finalized": invoice("invoice.updated"),
  "invoice.updated": invoice("invoice.updated"),
  "invoice.sent": invoice("invoice.updated"),
  "invoice.overdue": invoice("invoice.overdue"),
  "invoice.voided": invoice("invoice.voided"),
  "invoice.marked_uncollectible": invoice("invoice.voided"),
  "invoice.payment_action_required": invoice("invoice.updated"),
  "invoice.payment_failed": invoice("payment.failed", "failed"),
  "invoice.paid": invoice("payment.succeeded", "succeeded"),
  "invoice.payment_succeeded": invoice("payment.succeeded", "succeeded"),
  "charge.succeeded": charge("payment.succeeded", "succeeded"),
  "charge.failed": charge("payment.failed", "failed"),
  "charge.refunded": refundedCharge,
  "charge.dispute.created": dispute,
  "charge.dispute.closed": dispute,
  "payment_intent.succeeded": paymentIntent("payment.succeeded", "succeeded"),
  "payment_intent.payment_failed": paymentIntent("payment.failed", "failed"),
  "checkout.session.completed": checkoutSession("succeeded"),
  "checkout.session.async_payment_succeeded": checkoutSession("succeeded"),
  "checkout.session.async_payment_failed": checkoutSession("failed"),
};

/** A Stripe event as a canonical one. A type that nothing is made of, or an object without what we need, is filed. */
export async function normaliseStripe(event: StoredEvent): Promise<CanonicalEvent> {
  const stripeType = event.type.replace(/^stripe\./, "");
  const envelope = eventSchema.safeParse(event.payload);
  const created = envelope.data?.created ?? null;
  const occurredAt = plausibleDate(created ? created * 1000 : null);
  const filed = (note: string) => canonicalEvent(event.type, { occurredAt, note, filed: true });
  const read = Object.hasOwn(readers, stripeType) ? readers[stripeType] : undefined;
  if (!read) return filed(`Stripe's ${stripeType} is kept; nothing is made of it`);
  if (!envelope.success) return filed(`Stripe's ${stripeType} came without an object`);
  const canonical = read(envelope.data.data.object, created, envelope.data.data.previous_attributes);
  if (!canonical) return filed(`Stripe's ${stripeType} lacks an id, an amount or a customer that we need`);
  return { ...canonical, occurredAt };
}
