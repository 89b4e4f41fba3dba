import { expect, test } from "vitest";
import { compile, evaluate, expressionsOf, fillTemplate, fillText, holds } from "./index.ts";

const scope = {
  event: { id: "e1", payload: { lines: [{ n: 1 }, { n: 2 }], vip: true, when: "2026-03-01T23:30:00.000Z" } },
  contact: { name: "Ada", attributes: { vip: false } },
  payment: { amountMinor: 12_550, currency: "EUR" },
  invoice: null,
  steps: { "look-up": { total: 7, names: ["a", "b"] }, find: { id: "x" } },
  index: 1,
};

test.each([
  ["payment.amountMinor > 10000 && contact.name == 'Ada'", true],
  ["payment.amountMinor + 1", 12_551],
  ["payment.amountMinor / 100", 125.5],
  ["2 + 3", 5],
  ["size(event.payload.lines)", 2],
  ["event.payload.lines[index].n", 2],
  ["event.payload.lines.map(line, line.n * 2)", [2, 4]],
  ["event.payload.lines.exists(line, line.n == 2)", true],
  ["steps['look-up'].total", 7],
  ["steps.find.id", "x"],
  ["has(invoice.id)", false],
  ["invoice.?contact.?name.orValue('nobody')", "nobody"],
  ["contact.?phone", null],
  ["message == null", true],
  ["{'a': 1, 'b': payment.currency}", { a: 1, b: "EUR" }],
  ["money(payment.amountMinor, payment.currency)", "€125.50"],
  ["money(100, 'usd')", "$1.00"],
  ["day(event.payload.when)", "2026-03-01"],
  ["day(event.payload.when, 'Europe/Berlin')", "2026-03-02"],
  ["day(timestamp(event.payload.when) + duration('48h'))", "2026-03-03"],
  ["day('2026-03-01')", "2026-03-01"],
  ["timestamp(event.payload.when)", "2026-03-01T23:30:00.000Z"],
  ["duration('72h')", "3d"],
  ["duration('90s')", "90s"],
  ["contact.name.matches('^A.a$')", true],
])("%s is %j", (source, expected) => {
  expect(evaluate(source, scope)).toEqual(expected);
});

test.each([
  ["payment.amountMinor >", /payment\.amountMinor >/],
  ["customer.name", /Unknown variable: customer/],
  ["lower(contact.name)", /lower/],
  ["invoice.id", /No such key: id/],
  ["contact.name + 1", /no such overload/],
  ["money(1.5, 'EUR')", /minor units/],
  ["day('soon')", /day\(\) takes a time/],
  ["1 / 0", /zero/],
  ["double('inf')", /finite/],
  ["9007199254740993", /too large a number/],
  ["type(contact)", /JSON/],
  ["contact.name.matches('(')", /regular expression/],
])("%s is refused, and the message shows it", (source, reason) => {
  expect(() => evaluate(source, scope)).toThrow(reason);
  expect(() => evaluate(source, scope)).toThrow(/^expression "/);
  expect(() => evaluate(source, scope)).toThrow(expect.objectContaining({ code: "invalid" }));
});

test("a condition is true or false, or an error", () => {
  expect(holds(undefined, scope)).toBe(true);
  expect(holds("contact.attributes.vip", scope)).toBe(false);
  expect(() => holds("contact.name", scope)).toThrow(/true or false was expected, not "Ada"/);
});

const many = Array.from({ length: 5_000 }, (_, index) => index);
const nested = (depth: number) =>
  Array.from({ length: depth }).reduce<string>((inner, _, index) => `event.many.map(v${index}, ${inner})`, "1");

test.each([
  ["nested loops", nested(3)],
  ["loops whose errors are swallowed", "event.many.exists(a, event.many.exists(b, event.many.exists(c, c < 0)))"],
  ["a text that doubles", `['x']${".map(t, t + t)".repeat(30)}`],
  ["a list that doubles", `[[1]]${".map(t, t + t)".repeat(30)}`],
  ["comparing whole structures again and again", "event.many.all(a, event.many == event.many)"],
  ["a separator that is repeated", "event.texts.map(t, event.long).join(event.long)"],
  ["a pattern that takes exponential time", "event.hard.matches('^(a+)+$')"],
])("%s ends: %#", (_, source) => {
  const event = { many, texts: many.map(String), long: "x".repeat(5_000), hard: `${"a".repeat(60)}!` };
  expect(() => evaluate(source, { event })).toThrow(expect.objectContaining({ code: "limit" }));
});

test("a fresh evaluation has its whole budget, also after one that had none left", () => {
  expect(() => evaluate(nested(3), { event: { many } })).toThrow();
  expect(evaluate("event.many.map(a, a + 1).size()", { event: { many } })).toBe(5_000);
});

test("an expression that is too long is not read", () => {
  expect(() => compile(`1${" + 1".repeat(600)}`)).toThrow(/longer than 2000/);
});

test.each([
  ["=payment.amountMinor", 12_550],
  ["= payment", { amountMinor: 12_550, currency: "EUR" }],
  ["Dear {{contact.name}}, {{money(payment.amountMinor, 'EUR')}}", "Dear Ada, €125.50"],
  ["{{steps['look-up'].names}}", "a, b"],
  ["{{invoice}}!", "!"],
  ["{{ {'a': {'b': '}}'}}.a.b }}", "}}"],
  ["{{payment}}", '{"amountMinor":12550,"currency":"EUR"}'],
  ["\\=1 + 1", "=1 + 1"],
  ["\\{{name}}", "{{name}}"],
  ["a = b", "a = b"],
  [
    { to: "=contact.name", list: ["{{1 + 1}}", 3, null, true] },
    { to: "Ada", list: ["2", 3, null, true] },
  ],
])("%j fills to %j", (template, expected) => {
  expect(fillTemplate(template, scope)).toEqual(expected);
});

test("a text fills texts only", () => {
  expect(fillText("=not a value, {{1 + 1}}", scope)).toBe("=not a value, 2");
  expect(() => fillText("Dear {{contact.name", scope)).toThrow(/not closed/);
});

test("expressions of a template know their place", () => {
  expect(expressionsOf({ a: "=x.y", b: ["plain", { c: "{{one}} and {{two}}" }] })).toEqual([
    { at: "a", expression: "x.y" },
    { at: "b[1].c", expression: "one" },
    { at: "b[1].c", expression: "two" },
  ]);
});

test.each([
  ["steps['a-b'].x + steps.c.y", ["a-b", "c"], false],
  ["steps.?d.orValue(1)", ["d"], false],
  ["steps[input.name]", [], true],
  ["event.list.map(steps, steps.a)", [], false],
  ["has(steps.e.f)", ["e"], false],
])("%s uses the steps %j", (source, steps, anyStep) => {
  expect(compile(source)).toMatchObject({ steps, anyStep });
});

test("a variable of a macro is not one of ours", () => {
  expect(compile("event.list.filter(item, item.n > input.least)").variables).toEqual(["event", "input"]);
});
