import { beforeAll, expect, it } from "vitest";
import { authenticateApiKey } from "./api-key-auth.ts";
import { readiness } from "./health.ts";
import { toProblem } from "./problem.ts";
import { callProcedure } from "./test-client.ts";

beforeAll(() => {
  // nothing listens there
  process.env.DATABASE_URL = "postgresql://nobody:secret-word@127.0.0.1:9/none";
});

it("says that the database is away, with when to try again and without where it is", async () => {
  const answer = await callProcedure({ path: "installation.facts", type: "query" });
  expect([answer.status, answer.error?.data.reason]).toEqual([503, "unavailable"]);
  expect(answer.text).not.toMatch(/secret-word|127\.0\.0\.1|nobody/);
  const problem = await authenticateApiKey({ authorization: "Bearer adj_live_x", scope: "events:write" }).then(
    () => undefined,
    (error) => toProblem(error),
  );
  expect(problem?.status).toBe(503);
  expect(problem?.headers.get("retry-after")).toBe("2");
  const health = await readiness();
  expect([health.status, (await health.json()).database]).toEqual([503, "down"]);
});
