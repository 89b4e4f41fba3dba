import { expect, it } from "vitest";
import { isStorable, timeCursorInput } from "./inputs.ts";

it.each([
  ["plain", true],
  ["emoji \u{1f600}", true],
  ["nul \0", false],
  ["half \ud800", false],
  [{ a: [{ b: "nul \0" }] }, false],
  [{ "nul \0": 1 }, false],
  [{ a: [1, null, true, new Date(), undefined] }, true],
  [undefined, true],
])("%j: storable %s", (value, storable) => {
  expect(isStorable(value)).toBe(storable);
});

it("refuses what nests too deep", () => {
  let value: unknown = "end";
  for (let depth = 0; depth < 25; depth += 1) value = [value];
  expect(isStorable(value)).toBe(false);
});

it.each([
  [undefined, true],
  [null, true],
  ["2026-01-01T00:00:00.000Z_01890a5d-ac96-774b-bcce-b302099a8057", true],
  ["2026-13-01T00:00:00.000Z_01890a5d-ac96-774b-bcce-b302099a8057", false],
  ["2026-01-01T00:00:00.000Z_------------------------------------", false],
  ["01890a5d-ac96-774b-bcce-b302099a8057", false],
])("cursor %s: %s", (cursor, valid) => {
  expect(timeCursorInput.safeParse(cursor).success).toBe(valid);
});
