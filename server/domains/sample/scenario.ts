import { invoiceParcels, lateParcels, paymentParcels } from "./invoices.ts";
import { letterParcels } from "./letters.ts";
import { formParcels, systemParcels } from "./notices.ts";
import type { Parcel } from "./parcel.ts";

/**
 * The sample business in the order in which it happens. Each act is understood before the next is sent: a refund request
 * finds its invoice, a late payment its reminder.
 */
export const acts: readonly (readonly Parcel[])[] = [
  [...invoiceParcels, ...systemParcels],
  [...letterParcels, ...formParcels, ...paymentParcels],
  lateParcels,
];
