import { expect, test } from "vitest";
import { confidencePercent } from "./confidence.tsx";

test.each([
  [1, 100],
  [0.999, 99],
  [0.734, 73],
  [0.001, 1],
  [0, 0],
])("a confidence of %f is shown as %i %%", (confidence, percent) => {
  expect(confidencePercent(confidence)).toBe(percent);
});
