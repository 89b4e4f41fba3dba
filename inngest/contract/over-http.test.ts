import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ContractClient } from "./contract-client.ts";
import { failingFunctions } from "./functions/failing-functions.ts";
import { stepFunctions } from "./functions/step-functions.ts";
import { waitingFunctions } from "./functions/waiting-functions.ts";
import { createRecorder, until } from "./recorder.ts";
import { openRunnerOverHttp, type RunnerOverHttp, type ServerKeys } from "./runner-over-http.ts";
import { openServerTarget } from "./server-target.ts";

// What lies between the SDK and a server that is another process: HTTP, signatures, keys, checkpoints.
const patience = 20_000;
const kinds: { kind: string; keys?: ServerKeys }[] = [
  { kind: "a development server, which signs nothing" },
  {
    kind: "a server with keys",
    keys: { signingKey: `signkey-test-${"0123456789abcdef".repeat(2)}`, eventKey: "ab12" },
  },
];

const variablesOf = (url: string, keys?: ServerKeys) => ({
  INNGEST_BASE_URL: url,
  ...(keys ? { INNGEST_SIGNING_KEY: keys.signingKey, INNGEST_EVENT_KEY: keys.eventKey } : {}),
});

describe.each(kinds)("over HTTP, with $kind", ({ keys }) => {
  const recorder = createRecorder();
  let server: RunnerOverHttp;
  let client: ContractClient;
  let stop: (() => Promise<void>) | undefined;
  const functions = (from: ContractClient) => [
    ...stepFunctions(from, recorder),
    ...waitingFunctions(from, recorder),
    ...failingFunctions(from, recorder),
  ];
  const seen = (key: string, count: number) =>
    until(
      () => recorder.of(key),
      (entries) => entries.length >= count,
      patience,
    );

  beforeAll(async () => {
    server = await openRunnerOverHttp(keys);
    ({ client, stop } = await openServerTarget(functions, variablesOf(server.url, keys)));
  }, 60_000);
  afterAll(async () => {
    await stop?.();
    await server.stop();
  });

  test.each([
    ["in-order", ["first", "second", "third", "end [2,null,null]"]],
    ["each-call", ["turn 0", "turn 1", "turn 2", "end"]],
    ["flaky", ["steady", "attempt 0", "attempt 1", "attempt 2", "next 0"]],
    ["hopeless", ["tried", "failed: never in contract-hopeless"]],
  ])("%s", async (name, expected) => {
    const key = randomUUID();
    await client.send({ name: `contract/${name}`, data: { key } });
    expect(await seen(key, expected.length)).toEqual(expected);
  });

  test("a wait is met by an event, and a function invokes another", async () => {
    const [waiting, invoking] = [randomUUID(), randomUUID()];
    await client.send({ name: "contract/reread", data: { key: waiting } });
    await client.send({ name: "contract/invoke", data: { key: invoking } });
    expect(await seen(waiting, 2)).toEqual(["registered", "pending decided"]);
    expect(await seen(invoking, 2)).toContain("doubled 42");
  });

  test("text of any kind passes the signatures", async () => {
    const key = randomUUID();
    const value = { text: "naïve \u2028 \ud83d\ude00 \" ' {}", numbers: [-0.5, 1e21], nested: { b: null, a: [] } };
    await client.send({ name: "contract/echo", data: { key, value } });
    expect(JSON.parse((await seen(key, 1))[0] ?? "")).toEqual(value);
  });
});

test("a server with keys takes no functions from a product whose key differs", async () => {
  const [, { keys } = { keys: undefined }] = kinds;
  const server = await openRunnerOverHttp(keys);
  try {
    const other = `signkey-test-${"ff".repeat(16)}`;
    const variables = { ...variablesOf(server.url, keys), INNGEST_SIGNING_KEY: other };
    const opening = openServerTarget((client) => stepFunctions(client, createRecorder()), variables);
    await expect(opening).rejects.toThrow(/refuses the signing key: compare INNGEST_SIGNING_KEY/);
  } finally {
    await server.stop();
  }
});
