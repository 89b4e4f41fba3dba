import { expect, it } from "vitest";
import { newId } from "./ids.ts";
import { placeOfCursor, timeCursorOf } from "./time-cursor.ts";

it("leads back to the place that it was made from, and refuses what no list gave", () => {
  const place = { at: new Date("2026-03-02T09:00:00.123Z"), id: newId() };
  expect(placeOfCursor(timeCursorOf(place))).toEqual(place);
  for (const made of ["", "x", `${place.at.toISOString()}`, `${place.at.toISOString()}_x`, `never_${place.id}`]) {
    expect(() => placeOfCursor(made), made).toThrow("is not one that this list gave");
  }
});
