import { describe, expect, it } from "vitest";
import { findAction } from "#server/actions/registry.ts";
import { stableId } from "#server/kernel/ids.ts";
import type { Outcome, Recalled } from "./contract.ts";
import { agentMetas } from "./meta.ts";
import { agents } from "./registry.ts";

const id = (name: string) => stableId("test", name);
const contact = { id: id("contact"), name: "Ana Duarte", email: "ana@northwind.example.com" };
const sender = { company: "Harbour Lane", person: "Mara Lind" };
const invoice = {
  id: id("invoice"),
  number: "INV-2030-0007",
  status: "paid",
  currency: "EUR",
  totalMinor: 119_000,
  paidMinor: 119_000,
  creditedMinor: 0,
  issuedAt: "2030-01-10T00:00:00.000Z",
};
const message = (subject: string, body: string) => ({
  id: id("message"),
  subject,
  body,
  messageId: "<1@northwind.example.com>",
});

async function ask(agent: string, intent: string, input: unknown, memory: Recalled[] = []): Promise<Outcome> {
  const found = agents.find((candidate) => candidate.name === agent)?.intents[intent];
  if (!found) throw new Error(`There is no ${agent}.${intent}`);
  return found.decide({ input: found.input.parse(input), memory, model: null });
}

const enquiry = (body: string, subject = "A new website") =>
  ask("crm", "draft-reply", {
    contact,
    sender,
    message: message(subject, body),
    earlierMessages: 0,
    now: "2030-03-01T09:00:00.000Z",
  });
const refund = (body: string, invoices: unknown[] = [invoice]) =>
  ask("billing", "assess-refund", { contact, sender, invoices, message: message("Refund", body) });

describe("the registry of agents", () => {
  it("declares what the Agents page shows", () => {
    const declared = agents.map((agent) => ({
      name: agent.name,
      purpose: agent.purpose,
      intents: Object.entries(agent.intents).map(([name, { purpose, offlineMethod }]) => ({
        name,
        purpose,
        offlineMethod,
      })),
      actions: agent.mayPropose,
      memory: agent.memory,
    }));
    expect(declared).toEqual(agentMetas);
  });

  it("names no agent twice, and only actions that exist", () => {
    expect(new Set(agents.map((agent) => agent.name)).size).toBe(agents.length);
    for (const agent of agents) for (const name of agent.mayPropose) expect(findAction(name), name).toBeDefined();
  });
});

const now = "2030-03-01T09:00:00.000Z";
const recorded = { ...contact, email: "ana@northwind-bakery.example.com", company: null, phone: null };
const nothingFound = {
  ...{ fill: {}, fillConfidence: 1, site: null, country: null, language: null, twin: null, known: false },
};
const noDebts = { asOf: now, currencies: [], lines: [] };
const reviewItem = (kind: string, more = {}) => ({
  ...{ kind, id: id(kind), priority: 1, label: "Invoice HL-7", amountMinor: 5_000, currency: "EUR", contact },
  ...{ dueAt: "2030-02-01T00:00:00.000Z", reminders: 0, invoice: { id: id("invoice"), number: "HL-7" }, ...more },
});
const reviewItems = [
  reviewItem("overdue"),
  reviewItem("overdue", { reminders: 3, contact: { ...contact, email: null } }),
  reviewItem("unmatched"),
  reviewItem("unmatched", { invoice: null }),
  reviewItem("untold-credit"),
  reviewItem("disputed", { invoice: null, amountMinor: 0, contact: null }),
  reviewItem("stale-draft"),
];
const noBackground = {
  alike: [],
  messages: { in: 0, out: 0, latest: [] },
  invoices: { count: 0, latest: [] },
};

describe("the enrichment of a customer", () => {
  const enrich = (change: object, background: object = {}) =>
    ask("crm", "enrich-customer", {
      contact: { ...recorded, ...change },
      background: { ...noBackground, ...background },
    });

  it.each([
    ["words of the domain", { email: "ana@northwind-bakery.example.com" }, { company: "Northwind Bakery" }],
    ["a second level that companies register under", { email: "ana@kaya.co.uk" }, { company: "Kaya" }],
    ["nothing of a mail provider", { email: "ana@gmx.de" }, {}],
    ["nothing where the record says it", { company: "Northwind" }, {}],
    ["nothing without an address", { email: null }, {}],
    [
      "a name where the address is one",
      { name: "ana.duarte@gmx.de", email: "ana.duarte@gmx.de" },
      { name: "Ana Duarte" },
    ],
    ["no name where the address is none", { name: "office@gmx.de", email: "office@gmx.de" }, {}],
  ])("fills in %s", async (_, change, fill) => {
    expect((await enrich(change)).result).toMatchObject({ fill });
    expect(Object.keys((await enrich(change)).result?.fill ?? {})).toEqual(Object.keys(fill));
  });

  it("believes the telephone's prefix before the domain's ending", async () => {
    const outcome = await enrich({ email: "ana@kaya.co.uk", phone: "0049 30 555000" });
    expect(outcome.result).toMatchObject({ country: "Germany", language: "German" });
  });

  it("tells a twin from a colleague", async () => {
    const other = {
      id: id("other"),
      name: "Bea Costa",
      email: "bea@northwind-bakery.example.com",
      company: null,
      phone: null,
    };
    expect((await enrich({}, { alike: [other] })).result).toMatchObject({ twin: null });
    const twin = { ...other, name: "Ana DUARTE" };
    expect((await enrich({}, { alike: [twin] })).result).toMatchObject({ twin: { id: twin.id } });
  });
});

describe("the research on a lead", () => {
  const words = "What would it cost? Our budget is €4,000 by the end of June.";
  const profile = (contact: object, text = words) =>
    ask("research", "profile-lead", { contact, message: message("Website", text), background: noBackground });

  it("cites a record for every finding, and proposes nothing", async () => {
    const { findings, proposals } = await profile(recorded);
    expect(findings.map(({ label }) => label)).toEqual([
      "Company",
      "Asks",
      "Budget named",
      "Time named",
      "Does not say",
    ]);
    for (const { label, evidence } of findings) expect(evidence?.length, label).toBeGreaterThan(0);
    expect(proposals).toEqual([]);
  });

  it("finds nothing where there is nothing", async () => {
    const { findings, result } = await profile({ ...recorded, email: "ana@gmx.net" }, "Hello");
    expect(findings.map(({ label }) => label)).toEqual(["Does not say"]);
    expect(result).toMatchObject({ profile: "" });
  });
});

describe("the check of a billing review", () => {
  const items = reviewItems.filter(
    (item, index) => reviewItems.findIndex(({ id: same }) => same === item.id) === index,
  );
  const answers = items.map(({ id, kind, amountMinor, currency }) => ({
    id,
    kind,
    amountMinor,
    currency,
    outcome: "proposed",
  }));
  const check = (given: unknown[]) =>
    ask("supervisor", "check-billing", { items, standing: "No invoice is open", answers: given });

  it("is content where every item is answered and the sums agree", async () => {
    expect((await check(answers)).result).toMatchObject({ complete: true, proposed: items.length });
  });

  it.each([
    ["an item has no answer", answers.map((answer, index) => (index === 1 ? null : answer))],
    ["a sum is another", answers.map((answer, index) => (index === 0 ? { ...answer, amountMinor: 1 } : answer))],
    ["an answer stands twice", [...answers, answers[0]]],
  ])("is not where %s", async (_, given) => {
    expect((await check(given)).result).toMatchObject({ complete: false });
  });
});

describe("every proposal of every intent", () => {
  const remind = { contact, sender, eventId: id("event"), rounds: 4 };
  const owed = { id: invoice.id, number: invoice.number, currency: "EUR", outstandingMinor: 5_000, dueAt: null };
  const credit = {
    number: "CN-1",
    amountMinor: 100,
    currency: "EUR",
    invoiceId: invoice.id,
    invoiceNumber: invoice.number,
  };
  const asked: [string, () => Promise<Outcome>][] = [
    ["crm", () => enquiry("Could you build us a website by June?")],
    ["crm", () => enquiry("", "")],
    ["billing", () => refund("Please refund INV-2030-0007")],
    ["billing", () => refund("Please refund me", [])],
    ["billing", () => ask("billing", "tell-refund", { contact, sender, message: message("Refund", ""), credit })],
    ...[1, 2, 3, 4].map((round): [string, () => Promise<Outcome>] => [
      "billing",
      () => ask("billing", "remind-payment", { ...remind, invoice: owed, round }),
    ]),
    ["crm", () => ask("crm", "acknowledge-lead", { contact, sender, message: message("Website", "Hello") })],
    ["crm", () => ask("crm", "acknowledge-lead", { contact, sender, message: null })],
    ["crm", () => ask("crm", "file-lead", { contact: recorded, message: message("", ""), now })],
    ["crm", () => ask("crm", "welcome-customer", { contact: recorded, sender, now, found: nothingFound })],
    ["billing", () => ask("billing", "draft-statement", { contact, sender, statement: noDebts })],
    ...reviewItems.map((item): [string, () => Promise<Outcome>] => [
      "billing",
      () => ask("billing", "review-billing-item", { item, contact: null, sender, asOf: now }),
    ]),
  ];

  it.each(asked.map(([agent, decide], index) => [`${agent} ${index}`, agent, decide] as const))(
    "%s carries a valid input of an action that the agent may propose",
    async (_, name, decide) => {
      const agent = agents.find((candidate) => candidate.name === name);
      const outcome = await decide();
      expect(outcome.proposals.length).toBeGreaterThan(0);
      for (const draft of outcome.proposals) {
        expect(agent?.mayPropose).toContain(draft.action);
        expect(findAction(draft.action)?.input.safeParse(draft.input)).toMatchObject({ success: true });
        expect(draft.confidence).toBeGreaterThan(0);
        expect(draft.confidence).toBeLessThanOrEqual(1);
        expect(draft.method).not.toBe("");
      }
    },
  );
});

describe("the reply to an enquiry", () => {
  const bodyOf = (outcome: Outcome) => (outcome.proposals[0]?.input as { body: string } | undefined)?.body ?? "";

  it("greets by name, repeats the question, asks what is missing, and signs", async () => {
    const body = bodyOf(await enquiry("We run a bakery. What would a small website cost?"));
    expect(body).toMatch(/^Hello Ana,/);
    expect(body).toContain("- What would a small website cost?");
    expect(body).toContain("When would you like to start");
    expect(body).toMatch(/Mara Lind\nHarbour Lane$/);
  });

  it("does not ask what was said", async () => {
    const body = bodyOf(await enquiry("Our budget is €4,000 and it has to be ready by the end of June."));
    expect(body).not.toContain("budget");
    expect(body).not.toContain("When would you like to start");
  });

  it("answers from confirmed company knowledge, and names it as evidence", async () => {
    const known = {
      id: id("memory"),
      version: 1,
      text: "Websites start at €4,000.",
      attributes: {},
      why: "company knowledge · matches “website”",
    };
    const input = {
      contact,
      sender,
      message: message("Website", "What does it cost?"),
      earlierMessages: 2,
      now: "2030-03-01T09:00:00.000Z",
    };
    const outcome = await ask("crm", "draft-reply", input, [known]);
    expect(bodyOf(outcome)).toContain("- Websites start at €4,000.");
    expect(bodyOf(outcome)).toContain("good to hear from you again");
    expect(outcome.proposals[0]?.evidence.map((item) => item.kind)).toEqual(["message", "memory"]);
  });

  it("leaves the label to code, and says that it is a template", async () => {
    const outcome = await enquiry("Hello?");
    expect(outcome.proposals.map((draft) => draft.taint)).toEqual([undefined, undefined]);
    expect(outcome.method).toContain("template");
  });

  it("keeps its template when the model gives nothing", async () => {
    const intent = agents.find((agent) => agent.name === "crm")?.intents["draft-reply"];
    const input = {
      contact,
      sender,
      message: message("Website", "Hello"),
      earlierMessages: 0,
      now: "2030-03-01T09:00:00.000Z",
    };
    const model = { name: "test:model", rewrite: async () => null };
    const outcome = await intent?.decide({ input, memory: [], model });
    expect(outcome?.method).toBe('template "reply to enquiry"');
  });
});

describe("the assessment of a refund", () => {
  const creditOf = (outcome: Outcome) => outcome.proposals.find((draft) => draft.action === "credit-note.issue")?.input;

  it.each([
    ["all that was paid, where no amount is named", "Please refund INV-2030-0007.", {}, 119_000],
    ["the amount that is named", "Please give me €250.50 of INV-2030-0007 back.", {}, 25_050],
    ["the amount in continental notation", "Bitte 1.000,50 € zurück, INV 2030 0007.", {}, 100_050],
    ["never more than was paid", "I want €5,000 back for INV-2030-0007.", {}, 119_000],
    ["never what was credited already", "Refund INV-2030-0007 please.", { creditedMinor: 100_000 }, 19_000],
    [
      "only what was paid of an open invoice",
      "Refund INV-2030-0007 please.",
      { status: "open", paidMinor: 40_000 },
      40_000,
    ],
    ["their only paid invoice, where no number is named", "I want my money back.", {}, 119_000],
  ])("credits %s", async (_, body, change, amountMinor) => {
    expect(creditOf(await refund(body, [{ ...invoice, ...change }]))).toMatchObject({
      invoiceId: invoice.id,
      amountMinor,
      currency: "EUR",
    });
  });

  it.each([
    ["no invoice is known", "Refund please.", []],
    ["nothing was paid", "Refund INV-2030-0007.", [{ ...invoice, status: "open", paidMinor: 0 }]],
    ["all was credited", "Refund INV-2030-0007.", [{ ...invoice, creditedMinor: 119_000 }]],
    ["another currency is named", "Refund $100 of INV-2030-0007.", [invoice]],
    ["several amounts are named", "Either €100 or €200 of INV-2030-0007.", [invoice]],
  ])("credits nothing and asks, where %s", async (_, body, invoices) => {
    const outcome = await refund(body, invoices);
    expect(outcome.proposals.map((draft) => draft.action)).toEqual(["mail.send"]);
  });

  it("takes the invoice whose number is named before the latest", async () => {
    const later = { ...invoice, id: id("later"), number: "INV-2030-0008", issuedAt: "2030-02-10T00:00:00.000Z" };
    expect(creditOf(await refund("Refund INV-2030-0007", [later, invoice]))).toMatchObject({ invoiceId: invoice.id });
    expect(creditOf(await refund("Refund please", [later, invoice]))).toMatchObject({ invoiceId: later.id });
  });

  it("takes the longer number where one is part of the other", async () => {
    const short = { ...invoice, id: id("short"), number: "INV-2030-000" };
    expect(creditOf(await refund("Refund INV-2030-0007", [short, invoice]))).toMatchObject({ invoiceId: invoice.id });
  });
});

describe("the supervisor", () => {
  const facts = {
    ...{ status: "failed", paused: false, expecting: false, silentMinutes: 0, retried: 0, restarted: 0, effects: 0 },
    ...{ onFailure: "compensate", compensating: false, repeated: null, depth: 0 },
    failure: { code: "unavailable", step: "send", message: "No answer", same: 1 },
  };
  const triage = (more = {}) =>
    ask("supervisor", "triage-run", { policy: { retries: 1 }, facts: { ...facts, ...more } });

  it("says what is wrong, what helps and by which rule, and proposes nothing", async () => {
    const outcome = await triage();
    expect(outcome).toMatchObject({ proposals: [], confidence: 1, method: "rule: retry-passing-fault" });
    expect(outcome.findings.map(({ value }) => value).slice(0, 2)).toEqual(["failed", "retry"]);
    expect((await triage({ retried: 1 })).findings[1]?.value).toBe("escalate");
    expect((await triage({ status: "waiting", failure: null })).method).toBe("rule: nothing to do");
  });
});
