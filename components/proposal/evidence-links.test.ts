import { expect, test } from "vitest";
import type { Evidence } from "#server/domains/proposal/schema.ts";
import { evidenceHref } from "./evidence-links.tsx";

const contact = { id: "c1", name: "Marta Quist" };

test.each<[Evidence["kind"], string]>([
  ["event", "/records/events/x"],
  ["message", "/records/contacts/c1#message-x"],
  ["contact", "/records/contacts/x"],
  ["invoice", "/records/invoices/x"],
  ["run", "/runs/x"],
  ["memory", "/memory"],
  ["payment", "/records/contacts/c1"],
])("evidence of kind %s is read at %s", (kind, href) => {
  expect(evidenceHref({ kind, id: "x", label: "" }, contact)).toBe(href);
});

test("a message of nobody has no screen to link to", () => {
  expect(evidenceHref({ kind: "message", id: "x", label: "" }, null)).toBeNull();
});
