import { expect, it } from "vitest";
import { newWorkspace } from "#server/db/test-database.ts";
import { createSignInLink } from "#server/domains/sign-in/index.ts";
import { newId } from "#server/kernel/ids.ts";
import { publicUrl } from "#server/kernel/public-url.ts";
import { callProcedure } from "../test-client.ts";
import { handleAuth } from "./handler.ts";

const base = "http://adjutant.test/api/auth/";

/** A browser: keeps cookies between calls, and has an address of its own. */
function newBrowser() {
  const jar = new Map<string, string>();
  const address = newId();
  const send = async (path: string, form?: Record<string, string>, headers: Record<string, string> = {}) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const body = form ? new URLSearchParams(form).toString() : undefined;
    const request = new Request(`${base}${path}`, {
      method: form ? "POST" : "GET",
      headers: {
        host: "adjutant.test",
        cookie,
        "x-forwarded-for": address,
        "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        ...(form ? { "content-type": "application/x-www-form-urlencoded", "content-length": `${body?.length}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    const response = await handleAuth(request, { params: Promise.resolve({ nextauth: path.split("/") }) });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value) jar.set(name, value);
      else jar.delete(name);
    }
    return response;
  };
  const csrf = async (): Promise<string> => (await (await send("csrf")).json()).csrfToken;
  const prove = async (provider: string, form: Record<string, string>) =>
    send(`callback/${provider}`, { ...form, csrfToken: await csrf(), json: "true", callbackUrl: "/approvals" });
  return { jar, send, csrf, prove, cookie: () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ") };
}

async function linkToken() {
  const context = await newWorkspace();
  const link = await createSignInLink({ email: `operator-${context.actor.id}@example.com` });
  return new URL(link?.url ?? "").searchParams.get("token") ?? "";
}

it("signs in by link, names the device, and signs out for good", async () => {
  const browser = newBrowser();
  const response = await browser.prove("mail-link", { token: await linkToken() });
  expect(response.status).toBe(200);
  // absolute, as next-auth's own client needs it
  expect(await response.json()).toEqual({ url: `${publicUrl()}/approvals` });
  const set = response.headers.getSetCookie().find((cookie) => cookie.startsWith("adjutant.session="));
  expect(set).toMatch(/HttpOnly/);
  expect(set).toMatch(/SameSite=Lax/);
  const cookie = browser.cookie();
  const { data } = await callProcedure({ path: "session.list", type: "query", cookie });
  expect(data).toMatchObject([{ device: "Firefox on Linux", current: true }]);

  const csrfToken = await browser.csrf();
  expect((await browser.send("signout", { csrfToken, json: "true", callbackUrl: "/" })).status).toBe(200);
  expect(browser.jar.has("adjutant.session")).toBe(false);
  // the old cookie is worth nothing either
  expect((await callProcedure({ path: "session.list", type: "query", cookie })).status).toBe(401);
});

it("answers every wrong proof with one 401 and never says whether an account exists", async () => {
  const context = await newWorkspace();
  const known = `operator-${context.actor.id}@example.com`;
  const answers = await Promise.all(
    [known, `${newId()}@example.com`].map(async (email) => {
      const response = await newBrowser().prove("passphrase", { email, passphrase: "not the right one" });
      return { status: response.status, type: response.headers.get("content-type"), body: await response.text() };
    }),
  );
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]).toMatchObject({ status: 401, type: "application/problem+json" });
});

it("answers 429 with Retry-After after too many tries", async () => {
  const browser = newBrowser();
  const email = `${newId()}@example.com`;
  let response = await browser.prove("passphrase", { email, passphrase: "wrong" });
  for (let tries = 0; tries < 6 && response.status === 401; tries += 1) {
    response = await browser.prove("passphrase", { email, passphrase: "wrong" });
  }
  expect(response.status).toBe(429);
  expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(60);
});

it("names the field of a setup that is not right", async () => {
  const form = { token: "x", workspaceName: "", name: "Ana", email: "ana", passphrase: "short" };
  const response = await newBrowser().prove("setup", form);
  expect(response.status).toBe(400);
  const { errors } = await response.json();
  expect(errors.map((problem: { field: string }) => problem.field)).toEqual(["workspaceName", "email", "passphrase"]);
});

it("lets nobody choose workspace, operator or session", async () => {
  const foreign = await newWorkspace();
  const browser = newBrowser();
  const extra = { workspaceId: foreign.workspaceId, operatorId: foreign.actor.id, sub: foreign.actor.id, sid: newId() };
  await browser.prove("mail-link", { token: await linkToken(), ...extra });
  const { data } = await callProcedure({ path: "today.get", type: "query", cookie: browser.cookie() });
  expect(data).toBeDefined();
  const sessions = await callProcedure({ path: "session.list", type: "query", cookie: browser.cookie() });
  expect(sessions.text).not.toContain(foreign.actor.id);
});

it("needs its own page: no token, another site, a huge body, another place to go", async () => {
  const token = await linkToken();
  const withoutCsrf = await newBrowser().send("callback/mail-link", { token, json: "true" });
  expect(withoutCsrf.headers.getSetCookie().join()).not.toContain("adjutant.session");
  const crossSite = await newBrowser().send("callback/mail-link", { token }, { "sec-fetch-site": "cross-site" });
  expect(crossSite.status).toBe(403);
  const huge = await newBrowser().send("callback/mail-link", { token: "x".repeat(20_000) });
  expect(huge.status).toBe(413);
  const browser = newBrowser();
  const csrfToken = await browser.csrf();
  const callbackUrl = "https://evil.test/steal";
  const response = await browser.send("callback/mail-link", { token, csrfToken, json: "true", callbackUrl });
  expect(await response.json()).toEqual({ url: publicUrl() });
});

it("does not serve what writes to the log", async () => {
  expect((await newBrowser().send("_log", { level: "error", code: "x" })).status).toBe(404);
});
