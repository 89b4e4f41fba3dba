import { NextRequest } from "next/server";
import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "#server/kernel/ids.ts";
import { config, proxy } from "../../proxy.ts";
import { sessionCookieName } from "./auth/cookies.ts";
import { sealSessionToken } from "./auth/session-token.ts";

beforeAll(() => {
  process.env.NEXTAUTH_URL = "https://adjutant.test";
});

const ask = (path: string, init: { method?: string; headers?: Record<string, string> } = {}) =>
  proxy(
    new NextRequest(`https://adjutant.test${path}`, {
      ...init,
      headers: { host: "adjutant.test", ...init.headers },
    }),
  );

async function signedIn(): Promise<Record<string, string>> {
  const token = await sealSessionToken({ sessionId: newId(), operatorId: newId() });
  return { cookie: `${sessionCookieName()}=${token}` };
}

describe("pages", () => {
  it("get a policy with a fresh nonce and no inline scripts", async () => {
    const headers = await signedIn();
    const policies = await Promise.all(
      [1, 2].map(async () => (await ask("/approvals", { headers })).headers.get("content-security-policy") ?? ""),
    );
    for (const policy of policies) {
      const scripts = policy.split("; ").find((directive) => directive.startsWith("script-src"));
      expect(scripts).toMatch(/^script-src 'self' 'nonce-[A-Za-z0-9+/=]{20,}' 'strict-dynamic'$/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("object-src 'none'");
      expect(policy).toContain("base-uri 'none'");
    }
    expect(policies[0]).not.toBe(policies[1]);
  });

  it("hand the same nonce to the renderer", async () => {
    const response = await ask("/sign-in");
    expect(response.headers.get("x-middleware-request-content-security-policy")).toBe(
      response.headers.get("content-security-policy"),
    );
  });

  it("may start our own service worker, which may ask this origin and nobody else", async () => {
    expect((await ask("/sign-in")).headers.get("content-security-policy")).toContain("worker-src 'self'");
    const policy = (await ask("/sw.js")).headers.get("content-security-policy");
    expect(policy).toBe("default-src 'none'; connect-src 'self'; img-src 'self'; script-src 'self'");
  });

  it("are pinned to TLS", async () => {
    expect((await ask("/sign-in")).headers.get("strict-transport-security")).toMatch(/^max-age=\d{8}/);
  });
});

describe("without a cookie that we sealed", () => {
  it.each(["/", "/approvals", "/runs/1", "/settings?tab=keys", "/sign-inside", "/setup-other", "/decided"])(
    "%s leads to the sign-in page and back",
    async (path) => {
      for (const headers of [{}, { cookie: `${sessionCookieName()}=forged` }] as Record<string, string>[]) {
        const response = await ask(path, { headers });
        expect(response.status).toBe(307);
        const target = new URL(response.headers.get("location") ?? "", "https://adjutant.test");
        expect(target.pathname).toBe("/sign-in");
        expect(target.searchParams.get("next")).toBe(path === "/" ? null : path);
      }
    },
  );

  it.each([
    "/sign-in",
    "/sign-in?token=x",
    "/setup?token=x",
    "/manifest.webmanifest",
    "/icon.svg",
    "/sw.js",
    "/decide/x",
  ])("%s is open", async (path) => {
    expect((await ask(path)).status).toBe(200);
  });
});

describe("mutations", () => {
  it.each([
    [{ "sec-fetch-site": "cross-site" }, 403],
    [{ origin: "https://evil.test" }, 403],
    [{ origin: "https://adjutant.test", "sec-fetch-site": "same-origin" }, 200],
  ])("with %j: %i", async (headers, status) => {
    const response = await ask("/api/trpc/workspace.update", {
      method: "POST",
      headers: headers as Record<string, string>,
    });
    expect(response.status).toBe(status);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  });
});

it("stays out of the machines' way and covers everything else", () => {
  const [pattern = ""] = config.matcher;
  const matches = (path: string) => new RegExp(`^${pattern}$`).test(path);
  for (const path of ["/api/hooks/x", "/api/v1/events", "/api/inngest", "/api/health", "/_next/static/a.js"]) {
    expect([path, matches(path)]).toEqual([path, false]);
  }
  for (const path of ["/", "/approvals", "/api/trpc/today.get", "/api/auth/csrf", "/api/mail/1"]) {
    expect([path, matches(path)]).toEqual([path, true]);
  }
});
