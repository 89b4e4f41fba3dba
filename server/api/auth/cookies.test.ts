import { beforeAll, expect, it } from "vitest";
import { newId } from "#server/kernel/ids.ts";
import { authCookies, readCookie, sessionCookieName } from "./cookies.ts";
import { sealSessionToken, sessionIdOf } from "./session-token.ts";

beforeAll(() => {
  process.env.NEXTAUTH_URL = "https://adjutant.test";
});

it("binds every cookie to this host where the browser comes over TLS", () => {
  for (const cookie of Object.values(authCookies())) {
    expect(cookie.name).toMatch(/^__Host-/);
    expect(cookie.options).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
  }
});

it("finds one cookie among others", () => {
  expect(readCookie("a=1; b=x=y ;c=", "b")).toBe("x=y");
  expect(readCookie("a=1; c=", "c")).toBeNull();
  expect(readCookie("aa=1", "a")).toBeNull();
  expect(readCookie(null, "a")).toBeNull();
});

it("opens only what it sealed", async () => {
  const session = { sessionId: newId(), operatorId: newId() };
  const token = await sealSessionToken(session);
  expect(await sessionIdOf(`${sessionCookieName()}=${token}`)).toBe(session.sessionId);
  expect(await sessionIdOf(`adjutant.session=${token}`)).toBeNull();
  expect(await sessionIdOf(`${sessionCookieName()}=${token.slice(0, -2)}`)).toBeNull();
  expect(await sessionIdOf(`${sessionCookieName()}=${"A".repeat(5_000)}`)).toBeNull();
});
