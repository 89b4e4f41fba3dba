import { afterAll, describe, expect, it } from "vitest";
import { POST as postHook } from "#app/api/hooks/[endpoint]/route.ts";
import { POST as postCall } from "#app/api/v1/[...path]/route.ts";
import { POST as postEvents } from "#app/api/v1/events/route.ts";
import type { TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { type Post, runSample } from "#server/domains/sample/index.ts";
import { acts } from "#server/domains/sample/scenario.ts";
import { close, until } from "./test-background.ts";
import { newBusiness } from "./test-business.ts";

afterAll(close);

// the routes themselves, without a socket
const post: Post = (path, { headers, body }) => {
  const request = new Request(`http://127.0.0.1:3000${path}`, { method: "POST", headers, body });
  const endpoint = path.replace("/api/hooks/", "");
  if (path === "/api/v1/events") return postEvents(request);
  if (path.startsWith("/api/v1/")) return postCall(request);
  return postHook(request, { params: Promise.resolve({ endpoint }) });
};

async function countsOf(context: TestContext) {
  return inWorkspace(context.workspaceId, async (tx) => ({
    events: await tx.event.count(),
    kinds: (await tx.event.groupBy({ by: ["kind"], _count: { _all: true } })).map((row) => row.kind).sort(),
    failed: await tx.event.count({ where: { status: "failed" } }),
    invoices: await tx.invoice.count(),
    files: await tx.file.count(),
    runs: await tx.run.count(),
    proposals: await tx.proposal.count({ where: { status: "pending" } }),
  }));
}

describe("the sample business", () => {
  it("goes through the real ways in, and leaves something to decide", async () => {
    const context = await newBusiness();
    const { events, duplicates } = await runSample(context, post);
    expect(events).toBe(acts.flat().length);
    expect(events).toBeGreaterThanOrEqual(30);
    expect(duplicates).toBe(0);
    const counts = await until(
      "every run asks or is over, and the payment that came late has ended its own",
      async () => {
        const { open, settled } = await inWorkspace(context.workspaceId, async (tx) => ({
          open: await tx.run.count({ where: { status: { in: ["queued", "running"] } } }),
          settled: await tx.run.count({ where: { summary: "Settled after 0 reminders" } }),
        }));
        return open === 0 && settled === 1 && countsOf(context);
      },
    );
    expect(counts).toMatchObject({
      // two runs were started through the API
      events: events + 2,
      failed: 0,
      invoices: 11,
      files: 2,
      kinds: ["api", "form", "mail", "stripe", "webhook"],
    });
    const runs = await inWorkspace(context.workspaceId, (tx) => tx.run.findMany({ orderBy: { title: "asc" } }));
    expect(runs.map((run) => `${run.title}: ${run.status}`).sort()).toMatchInlineSnapshot(`
      [
        "Account statement: Ana Duarte: waiting",
        "Billing review: waiting",
        "Failed payment: Greta Olsen: waiting",
        "Failed payment: Jonas Weber: succeeded",
        "Failed payment: Jonas Weber: waiting",
        "Failed payment: Peter Novák: succeeded",
        "New enquiry: Ana Duarte, “New website for our bakery”: waiting",
        "New enquiry: Chiara Conti, “New online shop”: waiting",
        "New enquiry: Elif Kaya, “Project enquiry from the partner directory”: waiting",
        "New enquiry: Hugo Lindqvist, “Call note: interested in a new website”: waiting",
        "New enquiry: Inês Carvalho, “Orçamento / quote for a booking page”: waiting",
        "New enquiry: Marek Dvořák, “Website enquiry”: waiting",
        "New enquiry: Ruth Adeyemi, “Online shop for a bookshop: are you available?”: waiting",
        "New enquiry: Sam Whitlock, “Can you help us with our menu site?”: waiting",
        "New lead: Viktor Halasz, “Website and labels for a small brewery”: waiting",
        "Refund request: Dana Petrov, “Refund request”: waiting",
        "Refund request: Lucía Moreno, “Money back for the advertising month”: waiting",
        "Refund request: Oskar Nyman, “I want my money back”: waiting",
        "Refund request: Tom Ferris, “Refund for invoice HL-1041”: waiting",
        "Welcome a customer: Mei Lin: waiting",
        "Welcome a customer: Ruth Adeyemi: waiting",
      ]
    `);
    const messages = await inWorkspace(context.workspaceId, (tx) =>
      tx.event.findMany({ where: { type: "message.received" }, orderBy: { receivedAt: "asc" } }),
    );
    const subjects = await inWorkspace(context.workspaceId, (tx) => tx.message.findMany());
    const told = messages.map(
      (event) =>
        `${(event.intake as { intent: string }).intent}: ${subjects.find((message) => message.eventId === event.id)?.subject}`,
    );
    expect(told.sort()).toMatchInlineSnapshot(`
      [
        "invoice_question: Frage zur Rechnung HL-1047 / question about my invoice",
        "job_application: Application as a junior web designer",
        "new_enquiry: Call note: interested in a new website",
        "new_enquiry: Can you help us with our menu site?",
        "new_enquiry: New online shop",
        "new_enquiry: New website for our bakery",
        "new_enquiry: Online shop for a bookshop: are you available?",
        "new_enquiry: Orçamento / quote for a booking page",
        "new_enquiry: Project enquiry from the partner directory",
        "new_enquiry: Website enquiry",
        "newsletter: Events in March",
        "newsletter: Type Weekly: five typefaces for small shops",
        "out_of_office: Out of office: Re: Photographs",
        "refund_request: I want my money back",
        "refund_request: Money back for the advertising month",
        "refund_request: Refund for invoice HL-1041",
        "refund_request: Refund request",
        "scheduling: Can we move our call to Thursday?",
        "scheduling: Meeting next week?",
        "spam_offer: Guaranteed first place on search engines!!!",
        "support_question: Website enquiry",
        "thank_you: Thank you!",
        "thank_you: Thanks for the quick help",
      ]
    `);

    const again = await runSample(context, post);
    expect(again).toEqual({ events, duplicates: events });
    expect(await countsOf(context)).toEqual(counts);
  });
});
