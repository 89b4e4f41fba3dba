import { expect, test } from "vitest";
import { intentPhrase } from "./intent-words.ts";
import { messageIntents } from "./schema.ts";

test.each(messageIntents)("%s has words of its own", (intent) => {
  expect(intentPhrase(intent)).toMatch(/^(a|an|something) [a-z -]+$/);
});

test("an intent that nobody knows is quoted", () => {
  expect(intentPhrase("fan_mail")).toBe("“fan mail”");
});
