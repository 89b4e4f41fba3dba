import { expect, it } from "vitest";
import { newWorkspace } from "#server/db/test-database.ts";
import { createApiKey } from "#server/domains/api-key/index.ts";
import { scopeSchema } from "#server/domains/api-key/schema.ts";
import { authenticateApiKey } from "./api-key-auth.ts";

it("lets each scope do what it names and nothing else", async () => {
  const context = await newWorkspace();
  for (const held of scopeSchema.options) {
    const { key } = await createApiKey.execute(context, { name: held, scopes: [held] });
    for (const scope of scopeSchema.options) {
      const code = await authenticateApiKey({ authorization: `Bearer ${key}`, scope }).then(
        () => "passed",
        (error) => error.code,
      );
      expect([held, scope, code]).toEqual([held, scope, held === scope ? "passed" : "forbidden"]);
    }
  }
});

it.each([
  null,
  "",
  "Bearer",
  "Bearer ",
  "Basic YTpi",
  "Bearer adj_live_unknown",
  "Bearer sk_other",
  `Bearer adj_live_${"x".repeat(5_000)}`,
  "Bearer adj_live_a b",
])("refuses the header %s", async (authorization) => {
  await expect(authenticateApiKey({ authorization, scope: "events:write" })).rejects.toMatchObject({
    code: "unauthenticated",
  });
});
