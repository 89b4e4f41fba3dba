import type { Parcel } from "./parcel.ts";
import { type Person, people } from "./people.ts";

type Told = { type: string; status: string; hoursAgo: number; paid?: boolean; attempt?: number };
type Bill = { number: string; who: Person; what: string; netMinor: number; daysAgo: number };

const taxShare = 0.19;
const day = 24;

/** What Stripe says about an invoice. Times in the object are seconds before the sample's start, until it is sent. */
function tell(bill: Bill, told: Told): Parcel {
  const tax = Math.round(bill.netMinor * taxShare);
  const total = bill.netMinor + tax;
  const slug = bill.number.toLowerCase();
  return {
    way: "stripe",
    id: `evt_sample_${slug}_${told.type.replace("invoice.", "")}_${told.attempt ?? 1}`,
    type: told.type,
    hoursAgo: told.hoursAgo,
    object: {
      id: `in_sample_${slug}`,
      object: "invoice",
      number: bill.number,
      status: told.status,
      currency: "eur",
      customer: bill.who.customer,
      customer_email: bill.who.email,
      customer_name: bill.who.name,
      total,
      tax,
      amount_due: total,
      amount_paid: told.paid ? total : 0,
      attempt_count: told.attempt ?? 1,
      created: { hoursAgo: bill.daysAgo * day },
      due_date: { hoursAgo: (bill.daysAgo - 14) * day },
      lines: {
        data: [
          {
            description: bill.what,
            quantity: 1,
            amount: bill.netMinor,
            tax_amounts: [{ amount: tax, inclusive: false }],
          },
        ],
      },
    },
  };
}

const { ana, tom, priya, jonas, lucia, kenji, mei, oskar, fatima, greta, peter } = people;

/** Invoices that were paid: what refund requests refer to. */
const settled: Bill[] = [
  { number: "HL-1041", who: tom, what: "Workshop: photographs that sell", netMinor: 49_000, daysAgo: 40 },
  { number: "HL-1042", who: priya, what: "Website, second instalment", netMinor: 240_000, daysAgo: 36 },
  { number: "HL-1043", who: lucia, what: "Search advertising, set-up and first month", netMinor: 86_000, daysAgo: 30 },
  { number: "HL-1044", who: kenji, what: "Shop migration", netMinor: 360_000, daysAgo: 27 },
  { number: "HL-1045", who: oskar, what: "Portfolio template and hosting, one year", netMinor: 31_500, daysAgo: 21 },
  { number: "HL-1046", who: fatima, what: "Booking form for the clinic", netMinor: 128_000, daysAgo: 18 },
];
/** Invoices whose payment does not go through. */
const failing: Bill[] = [
  { number: "HL-1047", who: jonas, what: "Product catalogue, first part", netMinor: 150_000, daysAgo: 15 },
  { number: "HL-1048", who: greta, what: "Course calendar", netMinor: 64_000, daysAgo: 14 },
  { number: "HL-1049", who: peter, what: "Care plan, spring", netMinor: 18_000, daysAgo: 9 },
];
/** An invoice that nobody looked after: overdue, and no event tells of it. */
const forgotten: Bill = {
  number: "HL-1040",
  who: mei,
  what: "Photographs for the studio's page",
  netMinor: 42_000,
  daysAgo: 33,
};
const open: Bill = { number: "HL-1050", who: ana, what: "First consultation", netMinor: 12_000, daysAgo: 2 };

/** What the payment provider told before the day begins: invoices and payments. */
export const invoiceParcels: readonly Parcel[] = [
  ...settled.map((bill) =>
    tell(bill, { type: "invoice.paid", status: "paid", paid: true, hoursAgo: (bill.daysAgo - 6) * day }),
  ),
  ...failing.map((bill) => tell(bill, { type: "invoice.finalized", status: "open", hoursAgo: bill.daysAgo * day })),
  tell(forgotten, { type: "invoice.finalized", status: "open", hoursAgo: forgotten.daysAgo * day }),
  tell(open, { type: "invoice.finalized", status: "open", hoursAgo: open.daysAgo * day }),
];

/** What it tells today: payments that failed, one of them twice, and one that went through at the second attempt. */
export const paymentParcels: readonly Parcel[] = [
  ...failing.map((bill, index) => tell(bill, { type: "invoice.payment_failed", status: "open", hoursAgo: 9 - index })),
  ...failing
    .slice(0, 1)
    .map((bill) => tell(bill, { type: "invoice.payment_failed", status: "open", hoursAgo: 3, attempt: 2 })),
];

/** The last word: Peter's card works after all. Sent once his failed payment has been taken up. */
export const lateParcels: readonly Parcel[] = failing
  .slice(2)
  .map((bill) => tell(bill, { type: "invoice.paid", status: "paid", paid: true, hoursAgo: 1, attempt: 2 }));
