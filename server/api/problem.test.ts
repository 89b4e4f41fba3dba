import { describe, expect, it } from "vitest";
import { AppError, type ErrorCode, invalidField, statusOfCode } from "#server/kernel/errors.ts";
import { toProblem } from "./problem.ts";

describe("toProblem", () => {
  it.each(Object.keys(statusOfCode) as ErrorCode[])("gives %s its status and content type", async (code) => {
    const response = toProblem(new AppError(code, "A sentence"));
    expect(response.status).toBe(statusOfCode[code]);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    const problem = await response.json();
    expect(problem).toMatchObject({ type: "about:blank", status: statusOfCode[code], code });
    expect(problem.title.length).toBeGreaterThan(3);
  });

  it("names the field", async () => {
    const problem = await toProblem(invalidField("data.amount", "must be positive")).json();
    expect(problem.detail).toBe("data.amount: must be positive");
    expect(problem.errors).toEqual([{ field: "data.amount", message: "must be positive" }]);
  });

  it("says how long to wait, at least one second", () => {
    const wait = (seconds: number) =>
      toProblem(new AppError("limit", "Too many", { details: { retryAfterSeconds: seconds } })).headers.get(
        "retry-after",
      );
    expect(wait(12.2)).toBe("13");
    expect(wait(0)).toBe("1");
  });

  it.each([
    new Error('relation "secret_table" does not exist at /srv/app/server.ts:10'),
    new AppError("internal", "select * from secret_table", { cause: new Error("/srv/app") }),
    "secret_table",
    undefined,
  ])("keeps everything unexpected inside and gives it an id: %s", async (thrown) => {
    const response = toProblem(thrown, new Request("https://adjutant.test/api/hooks/unguessable"));
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toMatch(/secret_table|srv|unguessable|stack/);
    expect(JSON.parse(text).instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
  });

  it("answers 503 with a wait while the database is away, also when that is the cause of the cause", () => {
    const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
    const response = toProblem(new Error("query failed", { cause: new Error("inner", { cause: refused }) }));
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("2");
  });

  it("names a scheme with 401", () => {
    expect(toProblem(new AppError("unauthenticated", "No key")).headers.get("www-authenticate")).toContain("Bearer");
  });
});
