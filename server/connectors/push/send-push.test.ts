import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { env } from "#server/kernel/env.ts";
import { vapidKeys } from "#server/kernel/vapid.ts";
import { sendPush } from "./send-push.ts";
import { startPushService, type TestPushService } from "./test-push-service.ts";

let service: TestPushService;

beforeAll(async () => {
  Object.assign(env(), { EGRESS_ALLOW: "127.0.0.1/32" });
  service = await startPushService();
});
afterAll(() => service.close());

function browser() {
  const { endpoint, keys } = service.subscribe();
  return { endpoint, ...keys };
}

const message = { title: "Adjutant", body: "Grüße, 東京: a mail waits" };

describe("a push message", () => {
  it("is read by its browser alone, signed as ours, for this push service and not for long", async () => {
    const target = browser();
    expect(await sendPush({ target, payload: message, tag: "proposal:1", seconds: 60 })).toEqual({ outcome: "taken" });
    const [got] = service.received.splice(0);
    expect(got?.message).toEqual(message);
    expect(got?.ttl).toBe(60);
    expect(got?.topic).toMatch(/^[A-Za-z0-9_-]{32}$/);
    expect(got?.topic).not.toContain("proposal");
    expect(got?.claims.aud).toBe(new URL(target.endpoint).origin);
    expect(got?.claims.exp).toBeLessThanOrEqual(Date.now() / 1000 + 24 * 3600);
    expect(got?.claims.sub).toMatch(/^(mailto:|https:)/);
  });

  it("under one tag has one topic, so that a later one takes its place", async () => {
    const target = browser();
    for (const tag of ["a", "a", "b"]) await sendPush({ target, payload: message, tag, seconds: 60 });
    const topics = service.received.splice(0).map(({ topic }) => topic);
    expect(new Set(topics).size).toBe(2);
    expect(topics[0]).toBe(topics[1]);
  });

  it("cannot be read with another browser's keys", async () => {
    const target = { ...browser(), auth: browser().auth };
    expect(await sendPush({ target, payload: message, tag: "a", seconds: 60 })).toMatchObject({ outcome: "refused" });
  });

  it.each([
    [404, "gone"],
    [410, "gone"],
    [403, "gone"],
    [413, "refused"],
    [429, "again"],
    [503, "again"],
    [302, "refused"],
  ])("answered with %i is %s", async (status, outcome) => {
    service.answer(status);
    const result = await sendPush({ target: browser(), payload: message, tag: "a", seconds: 60 });
    service.answer(201);
    expect(result).toMatchObject({ outcome });
  });

  it("never goes to a private address", async () => {
    const target = { ...browser(), endpoint: "https://192.168.1.4/send/1" };
    expect(await sendPush({ target, payload: message, tag: "a", seconds: 60 })).toMatchObject({ outcome: "gone" });
  });

  it("is tried again where the push service is away", async () => {
    const target = { ...browser(), endpoint: "http://127.0.0.1:1/send/1" };
    expect(await sendPush({ target, payload: message, tag: "a", seconds: 60 })).toMatchObject({ outcome: "again" });
  });
});

it("keeps its key from start to start, and takes one that is given", () => {
  const own = vapidKeys();
  expect(Buffer.from(own.publicKey, "base64url")).toHaveLength(65);
  expect(vapidKeys()).toBe(own);
  Object.assign(env(), { VAPID_PRIVATE_KEY: `${"A".repeat(42)}E` });
  expect(vapidKeys().publicKey).not.toBe(own.publicKey);
  Object.assign(env(), { VAPID_PRIVATE_KEY: undefined });
  expect(vapidKeys().publicKey).toBe(own.publicKey);
});
