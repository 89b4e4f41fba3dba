import { describe, expect, it } from "vitest";
import { stableId } from "#server/kernel/ids.ts";
import { fromReminder, fromStatement } from "./billing-memories.ts";
import { fromMessage, fromRecord } from "./crm-memories.ts";
import { languageOf } from "./language-of.ts";

const contact = {
  id: stableId("test", "ana"),
  name: "Ana Duarte",
  email: "ana@northwind-bakery.example.com",
  phone: null,
};
const message = (body: string) => ({ id: stableId("test", "message"), subject: "A website", body });
const told = (body: string) =>
  Object.fromEntries(
    fromMessage(contact, message(body), "2032-03-03T10:00:00Z").map(({ key, kind, text }) => [key ?? kind, text]),
  );

describe("what a message tells", () => {
  it.each([
    ["English", "We have looked at your work and would like to ask for a quote from you for the new site."],
    [
      "German",
      "Wir haben eine Frage und möchten Sie bitten, uns für die neue Seite auch ein Angebot zu machen, mit der Bitte um Antwort.",
    ],
    [
      "French",
      "Nous avons vu votre travail et nous voulons une page pour notre boutique, avec les prix que vous avez.",
    ],
  ])("is in %s", (name, text) => expect(languageOf(text)?.name).toBe(name));

  it.each([["Hello Ana"], ["OK"], ["Danke! Thanks!"], ["> und der die das ist nicht wir"]])(
    "no language of “%s”",
    (text) => expect(languageOf(text)).toBeNull(),
  );

  it("a preferred name, a role, and what was asked", () => {
    expect(told("Hi,\n\nI am the owner of a bakery. What would a website cost? Please call me Annie.")).toEqual({
      salutation: "Annie",
      role: "Role: owner",
      summary: "Asked on 2032-03-03: What would a website cost?",
    });
    expect(told("Thanks\n\nAna Duarte\nManaging Director, Northwind").role).toBe("Role: managing director");
  });

  it("nothing of what is quoted, and nothing that is not said", () => {
    expect(told("> I am the owner. Please call me Zed. What is it?\n\nNo.")).toEqual({});
    expect(told("Call me tomorrow, director!")).toEqual({});
  });

  it("is never surer than 0.9, and rests on the message", () => {
    for (const memory of fromMessage(
      contact,
      message("I am the founder. Could you help us with the site for our shop?"),
      null,
    )) {
      expect(memory.confidence).toBeLessThanOrEqual(0.9);
      expect(memory.evidence).toEqual([{ kind: "message", id: message("").id, label: "A website" }]);
    }
  });
});

describe("what the record tells", () => {
  it("a company by the mail domain, a time zone only of a country that has one", () => {
    expect(fromRecord(contact).map(({ text }) => text)).toEqual(["Works at Northwind Bakery"]);
    const there = (phone: string) => fromRecord({ ...contact, company: "Northwind", phone }).map(({ text }) => text);
    expect(there("+49 30 555000")).toEqual(["Is probably in the time zone Europe/Berlin"]);
    expect(there("+61 2 555000")).toEqual([]);
  });
});

describe("what the ledger tells", () => {
  const line = (at: number, change: object = {}) => ({
    ...{ id: stableId("test", `invoice ${at}`), number: `HL-${at}`, status: "open", overdue: true },
    ...{ issuedAt: "2032-01-01T00:00:00Z", dueAt: "2032-01-15T00:00:00Z", ...change },
  });
  const habits = (lines: ReturnType<typeof line>[]) =>
    fromStatement(contact, lines, "2032-03-03T00:00:00Z").map(({ key, text }) => [key, text]);

  it("late payment from three invoices on, and terms where all agree", () => {
    expect(habits([line(1), line(2), line(3, { overdue: false, status: "paid" })])).toEqual([
      ["payment-habit", "Pays late: 2 of 3 invoices are past their day on 2032-03-03"],
      ["payment-terms", "Invoices are due 14 days after their issue"],
    ]);
  });
  it("nothing from too few, nothing where they differ", () => {
    expect(habits([line(1), line(2)])).toEqual([]);
    const mixed = [
      line(1, { overdue: false }),
      line(2, { overdue: false }),
      line(3, { dueAt: "2032-02-01T00:00:00Z" }),
    ];
    expect(habits(mixed)).toEqual([]);
    expect(habits([line(1, { status: "draft" }), line(2, { status: "void" }), line(3)])).toEqual([]);
  });
  it("an invoice that stayed open after a reminder, never before one", () => {
    expect(fromReminder(contact, line(1), 0)).toEqual([]);
    expect(fromReminder(contact, line(1), 2)[0]?.text).toBe("Invoice HL-1 was still open after 2 reminders");
  });
});
