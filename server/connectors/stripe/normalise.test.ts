import { describe, expect, it } from "vitest";
import { minorFromStripe } from "./amount.ts";
import { normaliseStripe } from "./normalise.ts";

const normalise = (type: string, object: unknown, previous?: unknown) =>
  normaliseStripe({
    type: `stripe.${type}`,
    contentType: "application/json",
    raw: Buffer.from(""),
    payload: { created: 1_760_000_000, data: { object, previous_attributes: previous } },
    receivedAt: new Date(),
  });

const invoice = {
  id: "in_1",
  status: "open",
  currency: "eur",
  customer: { id: "cus_1", object: "customer" },
  customer_email: "Billing@Fennel.example.com",
  customer_name: "Fennel & Rye",
  total: 11_900,
  amount_due: 11_900,
  amount_paid: 0,
  total_taxes: [{ amount: 1_900 }],
  due_date: 1_760_500_000,
  attempt_count: 2,
  lines: {
    data: [{ amount: 10_000, quantity: 2, description: "Hours", taxes: [{ amount: 1_900 }] }, { broken: true }],
  },
};

describe("a Stripe event", () => {
  it("of a failed payment names contact, invoice and attempt", async () => {
    const canonical = await normalise("invoice.payment_failed", { ...invoice, charge: "ch_1" });
    expect(canonical).toMatchObject({
      type: "payment.failed",
      contact: { email: "billing@fennel.example.com", externalId: "cus_1", name: "Fennel & Rye" },
      invoice: { externalId: "in_1", status: "open", totalMinor: 11_900, taxMinor: 1_900, currency: "EUR" },
      payment: { externalId: "ch_1", aliases: ["in_1:attempt:2"], status: "failed", amountMinor: 11_900 },
      occurredAt: new Date(1_760_000_000_000),
    });
    expect(canonical.invoice?.lines).toEqual([
      { description: "Hours", quantityMilli: 2_000, unitMinor: 5_000, taxBasisPoints: 1_900 },
    ]);
  });

  it("of a payment without an amount makes no payment, yet the invoice counts as paid", async () => {
    const canonical = await normalise("invoice.paid", { ...invoice, status: "paid", total: 0, amount_due: 0 });
    expect(canonical).toMatchObject({ type: "payment.succeeded", payment: null, invoice: { status: "paid" } });
  });

  it("of a second refund counts only what is new", async () => {
    const charge = { id: "ch_1", amount: 1_000, amount_refunded: 700, currency: "eur", customer: "cus_1" };
    const canonical = await normalise("charge.refunded", charge, { amount_refunded: 300 });
    expect(canonical.payment).toMatchObject({ externalId: "ch_1:refunded:700", amountMinor: 400, status: "refunded" });
    expect(canonical.paymentExternalId).toBe("ch_1");
  });

  it.each(["plan.created", "refund.created", "constructor", "__proto__", "something.new"])(
    "of type %s is filed",
    async (type) => {
      const canonical = await normalise(type, { id: "x" });
      expect(canonical).toMatchObject({ filed: true, type: `stripe.${type}` });
      expect(canonical.note).toContain(type);
    },
  );

  it("whose object lacks what we need is filed, whatever it holds instead", async () => {
    for (const object of [{}, { id: 1 }, { ...invoice, currency: "euro" }, { ...invoice, id: null }, { lines: 3 }]) {
      expect((await normalise("invoice.updated", object)).filed).toBe(true);
    }
  });
});

describe("minorFromStripe", () => {
  it.each([
    [1_250, "EUR", 1_250],
    [1_250, "JPY", 1_250],
    [1_250, "KWD", 1_250],
    [125_000, "ISK", 1_250],
    [125_000, "UGX", 1_250],
  ])("%i %s is %i minor units", (amount, currency, expected) => {
    expect(minorFromStripe(amount, currency)).toBe(expected);
  });
});
