import type { CanonicalContact } from "#server/kernel/canonical-event.ts";
import { asEmail } from "../address.ts";

/** Who a Stripe object is about, or null when it names neither a customer nor a mail address. */
export function stripeContact(parts: {
  customer: string | null | undefined;
  emails: readonly (string | null | undefined)[];
  name?: string | null | undefined;
  phone?: string | null | undefined;
}): CanonicalContact | null {
  const email = parts.emails.map(asEmail).find((address) => address !== null) ?? null;
  if (!email && !parts.customer) return null;
  return {
    name: parts.name ?? null,
    email,
    company: null,
    phone: parts.phone ?? null,
    externalId: parts.customer ?? null,
  };
}
