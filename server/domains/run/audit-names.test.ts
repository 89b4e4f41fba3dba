import { expect, test } from "vitest";
import { actorWords, type NamedEntry, subjectWords } from "./audit-names.ts";

const entry: NamedEntry = {
  actorKind: "operator",
  actorId: "01a20923-6ed1",
  subjectKind: "proposal",
  subjectId: "88f8296e-d959",
};
const names = new Map([
  ["operator:01a20923-6ed1", "Ana Duarte"],
  ["connection:c1", "Main inbox"],
  ["proposal:88f8296e-d959", "Credit €583.10"],
]);

test.each<[Partial<NamedEntry>, string]>([
  [{}, "Ana Duarte"],
  [{ actorKind: "agent", actorId: "crm" }, "CRM agent"],
  [{ actorKind: "system", actorId: "route-event" }, "Adjutant (route-event)"],
  [{ actorKind: "connection", actorId: "c1" }, "Main inbox"],
  [{ actorKind: "api_key", actorId: "0123456789" }, "Api key 01234567"],
])("the actor of %j is %s", (change, words) => {
  expect(actorWords({ ...entry, ...change }, names)).toBe(words);
});

test.each<[Partial<NamedEntry>, string]>([
  [{}, "Proposal: Credit €583.10"],
  [{ subjectKind: "credit_note", subjectId: "acfe4187-a797" }, "Credit note acfe4187"],
])("the subject of %j is %s", (change, words) => {
  expect(subjectWords({ ...entry, ...change }, names)).toBe(words);
});

test("a long title is cut", () => {
  const long = new Map([["proposal:88f8296e-d959", "x".repeat(200)]]);
  expect(subjectWords(entry, long)).toHaveLength("Proposal: ".length + 80);
});
