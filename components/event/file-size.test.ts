import { expect, it } from "vitest";
import { fileSize } from "./file-size.ts";

it.each([
  [0, "0 byte"],
  [999, "999 byte"],
  [1_000, "1 kB"],
  [12_345, "12 kB"],
  [999_499, "999 kB"],
  [999_500, "1 MB"],
  [3_440_000, "3.4 MB"],
  [26_214_400, "26.2 MB"],
])("says %i bytes as %s", (bytes, words) => {
  expect(fileSize(bytes)).toBe(words);
});
