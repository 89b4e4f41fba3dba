import { expect, it } from "vitest";
import { circuitWords, findingWords, heldWords, remedyWords, systemName } from "./supervisor-words.ts";

it("names what was found, and the system where it is about one", () => {
  expect(findingWords({ finding: "stuck", subject: "run:1" })).toBe("A run got stuck");
  expect(findingWords({ finding: "circuit", subject: "circuit:mail" })).toBe("The mail server");
  expect(systemName("parcel-service")).toBe("parcel-service");
  expect(remedyWords("stop")).toEqual({ label: "stopped", tone: "bad" });
});

it("says how a system stands and how much waits for it", () => {
  expect(circuitWords("half-open").label).toBe("being tried");
  expect([0, 1, 7].map(heldWords)).toEqual(["nothing waits", "1 call waits", "7 calls wait"]);
});
