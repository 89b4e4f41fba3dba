import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashOf } from "#server/kernel/canonical-json.ts";
import { type Choice, derivePreferences, mostPreferences, type Observation, scopesFor, strengthOf } from "./derive.ts";
import type { Change } from "./schema.ts";

const greet = (words: string, personal = false): Change => ({ kind: "greeting", words, personal });
let made = 0;

function edit(words: string, at: number, where: Partial<Observation> = {}): Observation {
  const change = where.change ?? greet(words);
  made += 1;
  return {
    ...{ proposalId: `p${made}`, contactId: "ana", domain: "northwind.example.com", workflow: "new-enquiry" },
    ...{ slot: "greeting", change, changeHash: hashOf(change), at, ...where },
  };
}

const held = (edits: readonly Observation[], choices: readonly Choice[] = []) =>
  derivePreferences(edits, choices).map(({ change, scope, scopeId, strength }) => [
    change.kind === "greeting" ? change.words : change.kind,
    scope,
    scopeId,
    Number(strength.toFixed(2)),
  ]);

const ben = { contactId: "ben" };
const cem = { contactId: "cem", domain: "southgate.example.com" };

describe("the scope that edits bear", () => {
  it.each([
    ["one contact", [edit("Dear", 1)], ["Dear", "contact", "ana", 0.5]],
    [
      "one contact, again",
      [edit("Dear", 1), edit("Dear", 2, { workflow: "refund" })],
      ["Dear", "contact", "ana", 0.67],
    ],
    ["two of one company", [edit("Dear", 1), edit("Dear", 2, ben)], ["Dear", "domain", "northwind.example.com", 0.67]],
    ["two of one workflow", [edit("Dear", 1), edit("Dear", 2, cem)], ["Dear", "workflow", "new-enquiry", 0.67]],
    [
      "two across workflows",
      [edit("Dear", 1), edit("Dear", 2, { ...cem, workflow: "refund" })],
      ["Dear", "everyone", "", 0.67],
    ],
    [
      "two with a provider's address",
      [edit("Dear", 1, { domain: null }), edit("Dear", 2, { ...ben, domain: null })],
      ["Dear", "workflow", "new-enquiry", 0.67],
    ],
  ])("%s", (_, edits, expected) => expect(held(edits)).toEqual([expected]));

  it("of a title is that person's, however many have one", () => {
    const change = greet("Dear Ms {last}", true);
    const edits = [edit("", 1, { change }), edit("", 2, { ...cem, change, workflow: "refund" })];
    expect(held(edits).map(([, scope]) => scope)).toEqual(["contact", "contact"]);
    expect(scopesFor(edits)).toEqual(["contact"]);
  });
});

describe("strength", () => {
  it("grows by like edits, and falls by what says otherwise", () => {
    expect([1, 2, 3].map((edits) => strengthOf(edits, 0))).toEqual([1 / 2, 2 / 3, 3 / 4]);
    expect(strengthOf(3, 1)).toBe(2 / 5);
    expect(strengthOf(1, 1)).toBe(0);
  });
  it("an edit that is taken back is no preference", () => {
    expect(held([edit("Dear", 1), edit("Hello", 2)])).toEqual([]);
  });
  it("one contact's other wish is theirs alone", () => {
    const edits = [edit("Dear", 1), edit("Dear", 2, cem), edit("Dear", 3, { contactId: "dee" }), edit("Hi", 4, ben)];
    expect(held(edits)).toEqual([
      ["Hi", "contact", "ben", 0.5],
      ["Dear", "workflow", "new-enquiry", 0.4],
    ]);
  });
  it("where a wide scope is contested, each contact keeps their own", () => {
    const edits = [edit("Dear", 1), edit("Dear", 2, cem), edit("Hi", 3, ben), edit("Hi", 4, { contactId: "dee" })];
    // “Hi” is of one company, where one edit spoke for “Dear”
    expect(held(edits)).toEqual([
      ["Dear", "contact", "ana", 0.5],
      ["Dear", "contact", "cem", 0.5],
      ["Hi", "domain", "northwind.example.com", 0.25],
    ]);
  });
});

describe("what the operator says of a preference", () => {
  const change = greet("Dear");
  const of = (more: Partial<Choice>): Choice => {
    return { slot: "greeting", changeHash: hashOf(change), scope: null, removals: [], ...more };
  };
  it("its scope is theirs", () => {
    expect(held([edit("Dear", 1)], [of({ scope: "everyone" })])).toEqual([["Dear", "everyone", "", 0.5]]);
  });
  it("removed, it is not learnt again from what taught it; new edits teach it anew", () => {
    const gone = of({ removals: [{ scope: "contact", scopeId: "ana", at: 10 }] });
    expect(held([edit("Dear", 1), edit("Dear", 10)], [gone])).toEqual([]);
    expect(held([edit("Dear", 1), edit("Dear", 11)], [gone])).toEqual([["Dear", "contact", "ana", 0.5]]);
    expect(held([edit("Dear", 1), edit("Dear", 2, cem)], [gone])).toEqual([["Dear", "contact", "cem", 0.5]]);
  });
});

const observation = fc.record({
  proposalId: fc.uuid(),
  contactId: fc.constantFrom("ana", "ben", "cem", null),
  domain: fc.constantFrom("one.example.com", "two.example.com", null),
  workflow: fc.constantFrom("new-enquiry", "refund"),
  words: fc.constantFrom("Dear {first}", "Hi {first}", "Hello"),
  slot: fc.constantFrom("greeting", "other"),
  at: fc.integer({ min: 0, max: 50 }),
});
const observations = fc
  .uniqueArray(observation, { maxLength: 60, selector: ({ proposalId, slot }) => `${proposalId}${slot}` })
  .map((rows) => rows.map(({ words, ...row }) => edit(words, row.at, row)));
const choices = fc
  .uniqueArray(
    fc.record({
      words: fc.constantFrom("Dear {first}", "Hi {first}", "Hello"),
      scope: fc.constantFrom("contact" as const, "domain" as const, "workflow" as const, "everyone" as const, null),
      at: fc.integer({ min: 0, max: 50 }),
    }),
    { selector: ({ words }) => words, maxLength: 3 },
  )
  .map((rows) =>
    rows.map(({ words, scope, at }): Choice => {
      const removals = [{ scope: "everyone" as const, scopeId: "", at }];
      return { slot: "greeting", changeHash: hashOf(greet(words)), scope, removals };
    }),
  );

describe("learning, whatever was edited", () => {
  it("comes to the same in any order, and every time", () => {
    fc.assert(
      fc.property(
        observations.chain((rows) =>
          fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
        ),
        choices,
        ([rows, shuffled], said) => {
          const first = derivePreferences(rows, said);
          expect(derivePreferences(shuffled, said.toReversed())).toEqual(first);
          expect(derivePreferences(rows, said)).toEqual(first);
        },
      ),
    );
  });
  it("is bounded: between 0 and 1, each with an edit that taught it, never two of one scope and slot that both outweigh", () => {
    fc.assert(
      fc.property(observations, choices, (rows, said) => {
        const found = derivePreferences(rows, said);
        expect(found.length).toBeLessThanOrEqual(mostPreferences);
        const known = new Set(rows.map(({ proposalId }) => proposalId));
        for (const one of found) {
          expect(one.strength).toBeGreaterThan(0);
          expect(one.strength).toBeLessThan(1);
          expect(one.taughtBy.length).toBeGreaterThan(one.against);
          expect(one.taughtBy.every((id) => known.has(id))).toBe(true);
        }
        const places = found.map(({ slot, scope, scopeId }) => `${slot} ${scope} ${scopeId}`);
        expect(new Set(places).size).toBe(places.length);
      }),
    );
  });
  it("one more like edit never weakens, one that says otherwise never strengthens", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 }), (edits, against) => {
        expect(strengthOf(edits + 1, against)).toBeGreaterThanOrEqual(strengthOf(edits, against));
        expect(strengthOf(edits, against + 1)).toBeLessThanOrEqual(strengthOf(edits, against));
      }),
    );
  });
});
