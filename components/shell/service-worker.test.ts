import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { describe, expect, it } from "vitest";

type Event = Record<string, unknown> & { waitUntil?: (work: Promise<unknown>) => void };
type Answer = () => Promise<Response>;

/** The service worker in a realm of its own, with a network that answers as told. */
function startWorker(build = "one", kept = new Map<string, Map<string, string>>()) {
  const listeners = new Map<string, (event: Event) => void>();
  const shown: { title: string; tag: string; closed: boolean; data: { path: string } }[] = [];
  const asked: { url: string; method: string }[] = [];
  const network: { answer: Answer } = { answer: () => Promise.reject(new TypeError("no network")) };
  let subscribed = true;
  const unsubscribe = async () => {
    subscribed = false;
  };
  const caches = {
    open: async (name: string) => {
      const store = kept.get(name) ?? new Map<string, string>();
      kept.set(name, store);
      return {
        put: async (key: string, response: Response) => void store.set(key, await response.text()),
        match: async (key: string) => (store.has(key) ? new Response(store.get(key)) : undefined),
      };
    },
    keys: async () => [...kept.keys()],
    delete: async (name: string) => kept.delete(name),
  };
  const registration = {
    getNotifications: async (filter?: { tag?: string }) =>
      shown
        .filter(({ tag, closed }) => !closed && (!filter?.tag || filter.tag === tag))
        .map((one) => Object.assign(one, { close: () => void Object.assign(one, { closed: true }) })),
    showNotification: async (title: string, options: { tag: string; data: { path: string } }) => {
      for (const one of shown) if (one.tag === options.tag) one.closed = true;
      shown.push({ title, ...options, closed: false });
    },
    pushManager: {
      getSubscription: async () => (subscribed ? { unsubscribe } : null),
    },
  };
  const self = {
    location: new URL(`https://adjutant.test/sw.js?build=${build}`),
    addEventListener: (name: string, listener: (event: Event) => void) => listeners.set(name, listener),
    skipWaiting: async () => undefined,
    clients: { claim: async () => undefined },
    registration,
  };
  const fetch = (input: string | Request, init?: RequestInit) => {
    asked.push({ url: typeof input === "string" ? input : input.url, method: init?.method ?? "GET" });
    return network.answer();
  };
  const context = createContext({ self, caches, fetch, Response, Request, URL, Intl, Date, JSON, Promise });
  runInContext(readFileSync("public/sw.js", "utf8"), context);
  async function dispatch(name: string, event: Event) {
    const work: Promise<unknown>[] = [];
    listeners.get(name)?.({ ...event, waitUntil: (promise: Promise<unknown>) => work.push(promise) });
    await Promise.all(work);
  }
  /** What the worker answers a request with; null: it leaves it alone. */
  async function request(path: string, facts: { mode?: string; method?: string } = {}): Promise<Response | null> {
    const answers: (Response | Promise<Response>)[] = [];
    const { mode = "navigate", method = "GET" } = facts;
    const url = new URL(path, "https://adjutant.test").href;
    const event = { request: { mode, method, url }, respondWith: (value: Promise<Response>) => answers.push(value) };
    listeners.get("fetch")?.(event);
    return (await answers[0]) ?? null;
  }
  return { listeners, shown, asked, network, kept, dispatch, request, isSubscribed: () => subscribed };
}

const queue = (title = "Send “Offer” to ben@example.com") => ({
  asOf: new Date().toISOString(),
  workspaceName: "Harbour Lane",
  total: 1,
  waiting: [
    {
      id: "1",
      title,
      agent: "crm",
      reason: "He asked",
      stake: null,
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    },
  ],
});
const answered = (body: unknown) => async () => Response.json({ result: { data: { json: body } } });

async function keeping(worker = startWorker(), title?: string) {
  worker.network.answer = answered(queue(title));
  await worker.dispatch("message", { data: { type: "queue" } });
  worker.network.answer = () => Promise.reject(new TypeError("no network"));
  return worker;
}

describe("the service worker", () => {
  it("answers nothing but a page, and only without a network", async () => {
    const worker = await keeping();
    for (const facts of [{ method: "POST" }, { mode: "cors" }, { mode: "cors", method: "POST" }, { mode: "no-cors" }]) {
      expect(await worker.request("/api/trpc/proposal.approve", facts)).toBeNull();
    }
    expect(await worker.request("https://elsewhere.test/")).toBeNull();
    expect(await worker.request("/decide/secret")).toBeNull();
    worker.network.answer = async () => new Response("the page itself");
    expect(await (await worker.request("/approvals"))?.text()).toBe("the page itself");
  });

  it("has no ear for what would send something later", () => {
    expect([...startWorker().listeners.keys()].sort()).toEqual(
      ["activate", "fetch", "install", "message", "notificationclick", "push"].sort(),
    );
  });

  it("shows the last queue offline, with every button off, no script and no form", async () => {
    const worker = await keeping();
    const response = await worker.request("/approvals");
    const html = (await response?.text()) ?? "";
    expect(response?.status).toBe(503);
    expect(response?.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(html).toMatch(/As of \d\d[:.]\d\d.*, offline: nothing can be decided/);
    expect(html).toContain("Send “Offer” to ben@example.com");
    const buttons = html.match(/<button[^>]*>/g) ?? [];
    expect(buttons).toHaveLength(2);
    for (const button of buttons) expect(button).toContain(" disabled ");
    expect(html).not.toMatch(/<script|<form|onclick/i);
  });

  it("writes what came from outside as text", async () => {
    const html =
      (await (await (await keeping(startWorker(), `<img src=x onerror="x">`)).request("/today"))?.text()) ?? "";
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;img src=x onerror=&quot;x&quot;&gt;");
  });

  it("keeps nothing but the queue, and only what a read answered", async () => {
    const worker = await keeping();
    expect([...worker.kept.values()].flatMap((store) => [...store.keys()])).toEqual(["/last-queue.json"]);
    expect(worker.asked).toEqual([{ url: "/api/trpc/delivery.lastQueue", method: "GET" }]);
  });

  it.each(["signed out here", "session ended elsewhere"])("%s: nothing is kept, shown or subscribed", async (how) => {
    const worker = await keeping();
    await worker.dispatch("push", { data: { json: () => ({ tag: "a", title: "Adjutant", path: "/approvals/1" }) } });
    worker.network.answer = async () => new Response("", { status: 401 });
    await worker.dispatch("message", { data: { type: how === "signed out here" ? "signed-out" : "queue" } });
    expect(worker.kept.size).toBe(0);
    expect(worker.isSubscribed()).toBe(false);
    expect(worker.shown.every(({ closed }) => closed)).toBe(true);
    worker.network.answer = () => Promise.reject(new TypeError("no network"));
    expect(await (await worker.request("/approvals"))?.text()).toContain("no queue is kept on this device");
  });

  it("of a new build takes over and throws away what the old one kept", async () => {
    const old = await keeping();
    const next = startWorker("two", old.kept);
    next.network.answer = answered(queue("Newer"));
    await next.dispatch("activate", {});
    expect([...next.kept.keys()]).toEqual(["adjutant-queue-two"]);
  });

  it("replaces a notification under its tag, and takes away what was decided elsewhere", async () => {
    const worker = startWorker();
    const push = (message: unknown) => worker.dispatch("push", { data: { json: () => message } });
    await push({ tag: "proposal:1", title: "One", path: "/approvals/1", done: false });
    await push({ tag: "proposal:1", title: "Two", path: "//elsewhere.test", done: false });
    const open = () => worker.shown.filter(({ closed }) => !closed);
    expect(open().map(({ title, data }) => [title, data.path])).toEqual([["Two", "/approvals"]]);
    await push({ tag: "proposal:1", title: "Decided", path: "/approvals", done: true });
    expect(open()).toEqual([]);
  });
});
