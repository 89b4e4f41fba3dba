/** Who an event is about, as far as it says. At least one of e-mail and external id is needed to find or make a contact. */
export type CanonicalContact = {
  name: string | null;
  /** lower-cased */
  email: string | null;
  company: string | null;
  phone: string | null;
  /** the payment provider's customer id */
  externalId: string | null;
};

/** A message that somebody wrote. */
export type CanonicalMessage = {
  channel: "mail" | "form";
  subject: string;
  /** the whole text, quotes and signature included */
  text: string;
  /** the newest part alone */
  body: string;
  fromAddress: string;
  toAddress: string;
  /** RFC 5322 Message-ID without angle brackets, null when there is none */
  messageId: string | null;
  inReplyTo: string | null;
  /** ids of the conversation so far, oldest first (RFC 5322 References) */
  references: string[];
  /** when it was written, null when it does not say */
  at: Date | null;
};

/** One line of an invoice: integers, as our own invoices have them. */
export type CanonicalInvoiceLine = {
  description: string;
  /** thousandths of a unit */
  quantityMilli: number;
  unitMinor: number;
  /** hundredths of a percent */
  taxBasisPoints: number;
};

/** An invoice as the payment provider has it; amounts in minor units of `currency`. */
export type CanonicalInvoice = {
  /** the provider's id */
  externalId: string;
  number: string | null;
  /** ISO 4217, upper case */
  currency: string;
  status: "draft" | "open" | "paid" | "void";
  taxMinor: number;
  totalMinor: number;
  issuedAt: Date | null;
  dueAt: Date | null;
  lines: CanonicalInvoiceLine[];
};

/** One movement of money, or an attempt at it; amounts in minor units of `currency`. */
export type CanonicalPayment = {
  /** the same for every event about the same charge */
  externalId: string;
  /** other ids under which this charge may already be known */
  aliases: string[];
  /** ISO 4217, upper case */
  currency: string;
  amountMinor: number;
  status: "succeeded" | "failed" | "refunded";
  /** the provider's reason, for a failure or refund */
  reason: string | null;
  at: Date | null;
};

/** A file that came with an event. Name and type are the sender's words and not yet to be trusted. */
export type CanonicalFile = { name: string; contentType: string; bytes: Uint8Array };

/** What a connector makes of a raw event: pure, no look-ups. Absent parts are null. */
export type CanonicalEvent = {
  /** what workflows are triggered by: message.received, payment.failed, invoice.created, … or the sender's own type */
  type: string;
  occurredAt: Date | null;
  contact: CanonicalContact | null;
  message: CanonicalMessage | null;
  invoice: CanonicalInvoice | null;
  payment: CanonicalPayment | null;
  /** the provider's id of the invoice that this is about, where `invoice` itself is not given */
  invoiceExternalId: string | null;
  /** the provider's id of the payment that this is about, where `payment` itself is not given */
  paymentExternalId: string | null;
  files: CanonicalFile[];
  /** exact facts that rules decide by, e.g. `auto-submitted`, `list-unsubscribe`, `honeypot` */
  signals: string[];
  /** what could not be understood or was left out, in the operator's words */
  note: string | null;
  /** true when nothing more can be done with it: it is filed with its note and starts nothing */
  filed: boolean;
};

/** A raw event as it was stored: all that a connector's `normalise` may look at. */
export type StoredEvent = {
  /** the type given at receipt */
  type: string;
  contentType: string;
  raw: Uint8Array;
  /** the parsed JSON body, null where there is none */
  payload: unknown;
  receivedAt: Date;
};

/** A canonical event of a type, with nothing else known yet. */
export function canonicalEvent(type: string, parts: Partial<CanonicalEvent> = {}): CanonicalEvent {
  return {
    type,
    occurredAt: null,
    contact: null,
    message: null,
    invoice: null,
    payment: null,
    invoiceExternalId: null,
    paymentExternalId: null,
    files: [],
    signals: [],
    note: null,
    filed: false,
    ...parts,
  };
}

/** The time, or null when it is none or lies outside 1970–2200: senders' clocks and headers are not to be trusted. */
export function plausibleDate(value: Date | string | number | null | undefined): Date | null {
  if (value === null || value === undefined || value === "") return null;
  const date = new Date(value);
  const year = Number.isNaN(date.getTime()) ? 0 : date.getUTCFullYear();
  return year >= 1970 && year <= 2200 ? date : null;
}
