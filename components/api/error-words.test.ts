import { expect, test } from "vitest";
import { errorWords, isNotFound } from "./error-words.ts";

test("what the server said is shown, with the id that stands in its log", () => {
  expect(errorWords({ message: "Already approved on another device", data: { httpStatus: 409 } })).toBe(
    "Already approved on another device",
  );
  expect(errorWords({ message: "Something failed", data: { httpStatus: 500, errorId: "e-1" } })).toContain("e-1");
});

test("no answer is not dressed up as one", () => {
  expect(errorWords({ message: "Failed to fetch" })).toContain("did not answer");
});

test("only a 404 is a missing record", () => {
  expect(isNotFound({ message: "", data: { httpStatus: 404 } })).toBe(true);
  expect(isNotFound({ message: "" })).toBe(false);
});
