import { expect, it } from "vitest";
import { newWorkspace } from "#server/db/test-database.ts";
import { createApiKey, listApiKeys } from "#server/domains/api-key/index.ts";
import { scopeSchema } from "#server/domains/api-key/schema.ts";
import { listEvents } from "#server/domains/event/index.ts";
import { listRuns } from "#server/domains/run/index.ts";
import { listSessions } from "#server/domains/session/index.ts";
import { updateWorkspace } from "#server/domains/workspace/index.ts";
import { approveProposal } from "#server/effects/index.ts";
import { newId } from "#server/kernel/ids.ts";
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

it("opens what its scope names behind the edge too, and never what only the operator may do", async () => {
  const context = await newWorkspace();
  const operations = {
    "event.list": [listEvents, {}],
    "run.list": [listRuns, {}],
    "apiKey.list": [listApiKeys, undefined],
    "session.list": [listSessions, undefined],
    "workspace.update": [updateWorkspace, { name: "Other" }],
    "proposal.approve": [approveProposal, { proposalId: newId(), inputHash: "a".repeat(64) }],
  } as const;
  const opened: string[] = [];
  for (const scope of scopeSchema.options) {
    const { key } = await createApiKey.execute(context, { name: scope, scopes: [scope] });
    const speaking = await authenticateApiKey({ authorization: `Bearer ${key}`, scope });
    for (const [name, [operation, input]] of Object.entries(operations)) {
      const code = await operation.execute(speaking, input).then(
        () => "passed",
        (error) => error.code,
      );
      if (code === "passed") opened.push(`${scope} ${name}`);
      else expect([scope, name, code]).toEqual([scope, name, "forbidden"]);
    }
  }
  expect(opened).toEqual(["events:read event.list", "runs:read run.list"]);
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
