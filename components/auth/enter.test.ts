import { expect, test } from "vitest";
import { safePath } from "./enter.ts";

test.each([
  ["/runs?status=failed", "/runs?status=failed"],
  ["//evil.example", "/today"],
  ["/\\evil.example", "/today"],
  ["https://evil.example", "/today"],
  ["/sign-in?next=/runs", "/today"],
  [undefined, "/today"],
])("after signing in, %s leads to %s", (next, path) => {
  expect(safePath(next)).toBe(path);
});
