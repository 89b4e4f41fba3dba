import { describe, expect, it } from "vitest";
import { intakeEvent } from "#inngest/functions/intake-steps.ts";
import { formTwin } from "#server/connectors/form/twin.ts";
import { mailTwin } from "#server/connectors/mail/twin.ts";
import { stripeTwin } from "#server/connectors/stripe/twin.ts";
import { webhookTwin } from "#server/connectors/webhook/twin.ts";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { createConnection, rotateConnection, setConnectionEnabled } from "#server/domains/connection/index.ts";
import type { ConnectorName } from "#server/domains/connection/schema.ts";
import { getEvent } from "#server/domains/event/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { OPTIONS, POST } from "./route.ts";

const twins = { webhook: webhookTwin, stripe: stripeTwin, mail: mailTwin, form: formTwin };
const stripeSecret = "whsec_an_invented_secret_0001";

async function connect(context: TestContext, connector: ConnectorName, config = {}) {
  const given = connector === "stripe" ? { secret: stripeSecret } : {};
  const made = await createConnection.execute(context, { connector, name: connector, config, ...given });
  return { ...made, secret: made.secret ?? given.secret ?? "", endpoint: made.url.split("/").at(-1) ?? "" };
}

function post(endpoint: string, headers: Record<string, string>, body: Uint8Array | string): Promise<Response> {
  const request = new Request("http://127.0.0.1:3000/api/hooks/x", {
    method: "POST",
    headers,
    body: Buffer.from(body),
  });
  return POST(request, { params: Promise.resolve({ endpoint }) });
}

const system = (context: TestContext): Context => ({ ...context, actor: { kind: "system", id: "intake-event" } });

const mail = [
  "From: Marta Quist <marta@fennelandrye.example.com>",
  "To: hello@harbourlane.test",
  "Subject: Refund for invoice INV-2025-0041",
  "Message-ID: <q1@fennelandrye.example.com>",
  "",
  "Hello, we were charged twice for invoice INV-2025-0041, please refund 120.00 EUR.",
  "",
  "-- ",
  "Marta",
].join("\r\n");

const failedInvoice = {
  id: "evt_0001",
  object: "event",
  type: "invoice.payment_failed",
  created: 1_760_000_000,
  data: {
    object: {
      id: "in_0001",
      object: "invoice",
      number: "FR-0007",
      status: "open",
      currency: "eur",
      customer: "cus_0001",
      customer_email: "billing@fennelandrye.example.com",
      customer_name: "Fennel & Rye",
      total: 48_000,
      amount_due: 48_000,
      amount_paid: 0,
      attempt_count: 1,
      charge: "ch_0001",
      created: 1_759_900_000,
    },
  },
};

describe("POST /api/hooks/<endpoint>", () => {
  it.each<[ConnectorName, unknown, string]>([
    ["webhook", { type: "order.created", data: { total: 3 } }, "order.created"],
    ["stripe", failedInvoice, "payment.failed"],
    ["mail", mail, "message.received"],
    [
      "form",
      { name: "Marta", email: "marta@fennelandrye.example.com", message: "Could you review our pricing?" },
      "message.received",
    ],
  ])("takes what %s sends, once, and intake makes records of it", async (connector, payload, type) => {
    const context = await newWorkspace();
    const { endpoint, secret } = await connect(context, connector);
    const sent = twins[connector].deliver({ payload, secret, at: new Date(), id: "evt_first" });
    const response = await post(endpoint, sent.headers, sent.body);
    expect(response.status, await response.clone().text()).toBe(202);
    const { id, duplicate } = await response.json();
    expect(duplicate).toBe(false);
    const again = await post(endpoint, sent.headers, sent.body);
    expect(again.status).toBe(202);
    expect(await again.json()).toEqual({ id, duplicate: true });
    const facts = await intakeEvent({ context: system(context), eventId: id });
    expect(facts).toMatchObject({ type, status: "normalised" });
    expect(await intakeEvent({ context: system(context), eventId: id })).toEqual(facts);
    const event = await getEvent.execute(context, { id });
    expect(event.status).toBe("normalised");
    expect(Buffer.from(event.raw)).toEqual(Buffer.from(sent.body));
  });

  it("makes invoice, payment and contact of a failed Stripe payment, in minor units", async () => {
    const context = await newWorkspace();
    const { endpoint, secret } = await connect(context, "stripe");
    const sent = stripeTwin.deliver({ payload: failedInvoice, secret, at: new Date() });
    const { id } = await (await post(endpoint, sent.headers, sent.body)).json();
    const facts = await intakeEvent({ context: system(context), eventId: id });
    const records = await inWorkspace(context.workspaceId, async (tx) => ({
      invoices: await tx.invoice.findMany(),
      payments: await tx.payment.findMany(),
      contacts: await tx.contact.findMany(),
      outbox: await tx.outboxEntry.findMany({ orderBy: { createdAt: "asc" } }),
    }));
    expect(records.contacts).toMatchObject([{ email: "billing@fennelandrye.example.com", externalId: "cus_0001" }]);
    expect(records.invoices).toMatchObject([
      {
        id: facts.invoiceId,
        externalId: "in_0001",
        number: "FR-0007",
        totalMinor: 48_000,
        currency: "EUR",
        status: "open",
      },
    ]);
    expect(records.payments).toMatchObject([
      { id: facts.paymentId, externalId: "ch_0001", status: "failed", amountMinor: 48_000, invoiceId: facts.invoiceId },
    ]);
    expect(records.outbox.map(({ name }) => name)).toEqual(["event.received", "event.normalised"]);
  });

  it("understands a mail: contact, newest part, intent and what it names", async () => {
    const context = await newWorkspace();
    const { endpoint, secret } = await connect(context, "mail");
    const sent = mailTwin.deliver({ payload: mail, secret, at: new Date() });
    const { id } = await (await post(endpoint, sent.headers, sent.body)).json();
    await intakeEvent({ context: system(context), eventId: id });
    const event = await getEvent.execute(context, { id });
    expect(event).toMatchObject({ title: "Refund for invoice INV-2025-0041", contact: { name: "Marta Quist" } });
    expect(event.intake?.intent).toBe("refund_request");
    expect(event.intake?.entities).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: "money", text: "120.00 EUR", value: "120.00 EUR" }),
        expect.objectContaining({ kind: "invoice_number", text: "INV-2025-0041", value: "INV-2025-0041" }),
      ]),
    );
    const [message] = await inWorkspace(context.workspaceId, (tx) => tx.message.findMany());
    expect(message?.body).not.toContain("Marta");
    expect(message?.text).toContain("Marta");
  });

  it("refuses with the right status and names what is wrong", async () => {
    const context = await newWorkspace();
    const webhook = await connect(context, "webhook");
    const good = webhookTwin.deliver({ payload: { type: "a.b" }, secret: webhook.secret, at: new Date() });
    const stale = webhookTwin.deliver({
      payload: { type: "a.b" },
      secret: webhook.secret,
      at: new Date(Date.now() - 301_000),
    });
    const large = webhookTwin.deliver({
      payload: { type: "a.b", data: "x".repeat(2 ** 20) },
      secret: webhook.secret,
      at: new Date(),
    });
    const cases: [string, number, Response][] = [
      ["unknown", 404, await post("A".repeat(43), good.headers, good.body)],
      ["nonsense", 404, await post("../x", good.headers, good.body)],
      ["altered", 401, await post(webhook.endpoint, good.headers, `${Buffer.from(good.body)} `)],
      ["unsigned", 401, await post(webhook.endpoint, { "content-type": "application/json" }, good.body)],
      ["stale", 401, await post(webhook.endpoint, stale.headers, stale.body)],
      ["large", 413, await post(webhook.endpoint, large.headers, large.body)],
      ["media type", 415, await post(webhook.endpoint, { ...good.headers, "content-type": "text/csv" }, good.body)],
      ["compressed", 415, await post(webhook.endpoint, { ...good.headers, "content-encoding": "gzip" }, good.body)],
    ];
    for (const [name, status, response] of cases) {
      expect(response.status, name).toBe(status);
      expect(response.headers.get("content-type"), name).toBe("application/problem+json");
    }
    const stored = await inWorkspace(context.workspaceId, (tx) => tx.event.count());
    expect(stored).toBe(0);
  });

  it("takes the previous secret for a day after a rotation, and nothing while switched off", async () => {
    const context = await newWorkspace();
    const before = await connect(context, "webhook");
    const after = await rotateConnection.execute(context, { id: before.id });
    const send = async (secret: string) => {
      const sent = webhookTwin.deliver({ payload: { type: "a.b" }, secret, at: new Date() });
      return (await post(before.endpoint, sent.headers, sent.body)).status;
    };
    expect(await send(before.secret)).toBe(202);
    expect(await send(after.secret ?? "")).toBe(202);
    await inWorkspace(context.workspaceId, (tx) =>
      tx.connection.updateMany({ data: { previousValidTo: new Date(Date.now() - 1) } }),
    );
    expect(await send(before.secret)).toBe(401);
    await setConnectionEnabled.execute(context, { id: before.id, enabled: false });
    expect(await send(after.secret ?? "")).toBe(404);
  });

  it("answers a browser with the operator's page or a thank-you, and a script from any origin", async () => {
    const context = await newWorkspace();
    const fields = { email: "marta@fennelandrye.example.com", message: "Hello" };
    const sent = formTwin.deliver({ payload: fields, secret: "", at: new Date() });
    const browser = { ...sent.headers, accept: "text/html,*/*" };
    const plain = await connect(context, "form");
    const thanks = await post(plain.endpoint, browser, sent.body);
    expect([thanks.status, thanks.headers.get("content-type")]).toEqual([202, "text/html; charset=utf-8"]);
    const redirecting = await connect(context, "form", { redirectTo: "https://harbourlane.test/thanks" });
    const redirected = await post(redirecting.endpoint, browser, sent.body);
    expect([redirected.status, redirected.headers.get("location")]).toEqual([303, "https://harbourlane.test/thanks"]);
    expect(OPTIONS().headers.get("access-control-allow-origin")).toBe("*");
  });

  it("takes no more per minute than the connection allows", async () => {
    const context = await newWorkspace();
    const { endpoint } = await connect(context, "form", { perMinute: 2 });
    const statuses: number[] = [];
    for (let index = 0; index < 3; index++) {
      const sent = formTwin.deliver({ payload: { message: `Hello ${index}` }, secret: "", at: new Date() });
      statuses.push((await post(endpoint, sent.headers, sent.body)).status);
    }
    expect(statuses).toEqual([202, 202, 429]);
  });
});
