import { expect, it } from "vitest";
import { lengthWords } from "./length-words.ts";

it.each([
  [0, "0 s"],
  [400, "0.4 s"],
  [10_000, "10 s"],
  [90_000, "1.5 min"],
  [600_000, "10 min"],
  [9_000_000, "2.5 h"],
  [172_800_000, "2 d"],
])("%i ms is %s", (milliseconds, words) => expect(lengthWords(milliseconds)).toBe(words));
