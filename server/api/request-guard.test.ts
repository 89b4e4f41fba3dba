import { describe, expect, it } from "vitest";
import { isCrossSite, refuseLargeBody } from "./request-guard.ts";

const host = { host: "adjutant.test" };

describe("isCrossSite", () => {
  it.each([
    ["POST", { ...host, "sec-fetch-site": "same-origin" }, false],
    ["POST", { ...host, "sec-fetch-site": "none" }, false],
    ["POST", { ...host, "sec-fetch-site": "same-site" }, true],
    ["POST", { ...host, "sec-fetch-site": "cross-site" }, true],
    ["POST", { ...host, "sec-fetch-site": "cross-site", origin: "https://adjutant.test" }, true],
    ["POST", { ...host, origin: "https://adjutant.test" }, false],
    ["POST", { ...host, origin: "https://evil.test" }, true],
    ["POST", { ...host, origin: "https://adjutant.test.evil.test" }, true],
    ["POST", { ...host, origin: "https://adjutant.test:8443" }, true],
    ["POST", { ...host, origin: "null" }, true],
    ["DELETE", { ...host, origin: "https://evil.test" }, true],
    ["POST", host, false],
    ["GET", { ...host, "sec-fetch-site": "cross-site" }, false],
  ])("%s %j: %s", (method, headers, crossSite) => {
    expect(isCrossSite(method, new Headers(headers as Record<string, string>))).toBe(crossSite);
  });
});

describe("refuseLargeBody", () => {
  const refuse = (headers: Record<string, string>, method = "POST") =>
    refuseLargeBody({ method, headers: new Headers(headers) }, 100);

  it("takes what fits and what has no body", () => {
    expect(() => refuse({ "content-length": "100" })).not.toThrow();
    expect(() => refuse({})).not.toThrow();
    expect(() => refuse({ "content-length": "101" }, "GET")).not.toThrow();
  });

  it("refuses what is larger or does not say", () => {
    expect(() => refuse({ "content-length": "101" })).toThrow("larger than 100 bytes");
    expect(() => refuse({ "transfer-encoding": "chunked" })).toThrow("Content-Length");
  });
});
