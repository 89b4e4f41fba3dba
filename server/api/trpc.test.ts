import { expect, it } from "vitest";
import { newWorkspace } from "#server/db/test-database.ts";
import { newId } from "#server/kernel/ids.ts";
import { callProcedure, signIn } from "./test-client.ts";
import { handleTrpc } from "./trpc-handler.ts";

it("runs a command in the session's workspace and answers with real dates", async () => {
  const context = await newWorkspace();
  const { cookie } = await signIn(context);
  const made = await callProcedure({
    path: "apiKey.create",
    type: "mutation",
    input: { name: "Shop", scopes: ["events:write"] },
    cookie,
  });
  expect(made.status).toBe(200);
  const { data } = await callProcedure({ path: "apiKey.list", type: "query", cookie });
  expect(data).toMatchObject([{ name: "Shop", createdAt: expect.any(Date), lastUsedAt: null }]);
  expect(made.headers.get("cache-control")).toBe("no-store");
});

it("names the wrong field and our code", async () => {
  const { cookie } = await signIn(await newWorkspace());
  const answer = await callProcedure({
    path: "apiKey.create",
    type: "mutation",
    input: { name: " ", scopes: ["everything"] },
    cookie,
  });
  expect(answer.status).toBe(400);
  expect(answer.error?.data.reason).toBe("invalid");
  expect(answer.error?.data.fields.map((problem) => problem.field)).toEqual(["name", "scopes.0"]);
});

it("names the wrong field of an input that the edge reads", async () => {
  const { cookie } = await signIn(await newWorkspace());
  const answer = await callProcedure({ path: "task.complete", type: "mutation", input: { id: "7" }, cookie });
  expect(answer.status).toBe(400);
  expect(answer.error?.data.fields.map((problem) => problem.field)).toEqual(["id"]);
});

it("refuses a mutation that a page of another site sent, whatever its cookie", async () => {
  const { cookie } = await signIn(await newWorkspace());
  const input = { name: "Other" };
  const foreign: Record<string, string>[] = [{ "sec-fetch-site": "cross-site" }, { origin: "https://evil.test" }];
  for (const headers of foreign) {
    const answer = await callProcedure({ path: "workspace.update", type: "mutation", input, cookie, headers });
    expect(answer.status).toBe(403);
  }
  const own = { origin: "http://adjutant.test", "sec-fetch-site": "same-origin" };
  const answer = await callProcedure({ path: "workspace.update", type: "mutation", input, cookie, headers: own });
  expect(answer.status).toBe(200);
});

it("does not run a mutation by GET", async () => {
  const { cookie } = await signIn(await newWorkspace());
  const answer = await callProcedure({ path: "workspace.update", type: "query", input: { name: "Other" }, cookie });
  expect(answer.status).toBe(405);
});

it("signs out at once when the session is revoked", async () => {
  const context = await newWorkspace();
  const [mine, other] = await Promise.all([signIn(context), signIn(context)]);
  expect((await callProcedure({ path: "session.list", type: "query", cookie: other.cookie })).status).toBe(200);
  const input = { id: other.sessionId };
  const revoked = await callProcedure({ path: "session.revoke", type: "mutation", input, cookie: mine.cookie });
  expect(revoked.status).toBe(200);
  expect((await callProcedure({ path: "session.list", type: "query", cookie: other.cookie })).status).toBe(401);
  const { data } = await callProcedure({ path: "session.list", type: "query", cookie: mine.cookie });
  expect(data).toMatchObject([{ id: mine.sessionId, current: true }]);
});

it("refuses a cookie that we did not seal", async () => {
  const { cookie } = await signIn(await newWorkspace());
  const broken = `${cookie.slice(0, -4)}AAAA`;
  expect((await callProcedure({ path: "today.get", type: "query", cookie: broken })).status).toBe(401);
});

it("keeps what is unexpected inside", async () => {
  const answer = await callProcedure({ path: "no.such", type: "query" });
  expect(answer.status).toBe(404);
  const malformed = await handleTrpc(
    new Request("http://adjutant.test/api/trpc/session.requestMailLink", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{",
    }),
  );
  expect(malformed.status).toBe(400);
  expect(await malformed.text()).not.toMatch(/node_modules|at .*\.ts/);
});

it("answers a wish for a link the same whoever asks for whom, and says when to come back", async () => {
  const context = await newWorkspace();
  const ask = (email: string, address: string) =>
    callProcedure({
      path: "session.requestMailLink",
      type: "mutation",
      input: { email },
      headers: { "x-forwarded-for": address },
    });
  const known = await ask(`operator-${context.actor.id}@example.com`, newId());
  const email = `${newId()}@example.com`;
  const unknown = await ask(email, newId());
  expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
  let last = unknown;
  for (let asked = 0; asked < 6 && last.status === 200; asked += 1) last = await ask(email, newId());
  expect([last.status, last.error?.data.reason]).toEqual([429, "limit"]);
  expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(60);
});

it("streams the workspace's changes, not another's, and ends when the session does", async () => {
  const [context, foreign] = [await newWorkspace(), await newWorkspace()];
  const [mine, other] = [await signIn(context), await signIn(foreign)];
  const stop = new AbortController();
  const response = await handleTrpc(
    new Request("http://adjutant.test/api/trpc/live.changes", {
      headers: { cookie: mine.cookie },
      signal: stop.signal,
    }),
  );
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let seen = (await reader?.read())?.value ?? "";
  const update = (name: string, cookie: string) =>
    callProcedure({ path: "workspace.update", type: "mutation", input: { name }, cookie });
  await update("Not mine", other.cookie);
  await update("Mine", mine.cookie);
  while (!seen.includes(context.workspaceId)) seen += (await reader?.read())?.value ?? "";
  expect(seen).not.toContain(foreign.workspaceId);
  await callProcedure({ path: "session.revoke", type: "mutation", input: { id: mine.sessionId }, cookie: mine.cookie });
  for (let more = await reader?.read(); more && !more.done; more = await reader?.read()) seen += more.value;
  expect(seen).not.toContain('errorId":"');
  stop.abort();
});
