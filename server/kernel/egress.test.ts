import { createServer, type Server } from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEgress, egressFetch } from "./egress.ts";
import { isGlobalAddress, readAllowList } from "./global-address.ts";

let server: Server;
let port = 0;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://host");
    asked.push(`${request.method} ${pathname} ${request.headers.authorization ?? "-"}`);
    if (pathname === "/redirect") {
      response.writeHead(Number(searchParams.get("status") ?? 302), { location: searchParams.get("to") ?? "/" }).end();
    } else if (pathname === "/large") response.end("x".repeat(100_000));
    else if (pathname !== "/silent") response.end("secret");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const resolvesTo =
  (address: string): LookupFunction =>
  (_host, options, done) =>
    options.all ? done(null, [{ address, family: 4 }]) : done(null, address, 4);

describe("isGlobalAddress", () => {
  it.each([
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%lo",
    "fec0::1",
    "ff02::1",
    "localhost",
    "",
    "2130706433",
  ])("refuses %s", (address) => {
    expect(isGlobalAddress(address)).toBe(false);
  });

  it.each(["8.8.8.8", "1.1.1.1", "100.63.255.255", "172.32.0.1", "192.0.1.1", "2606:4700::1111", "2a00:1450::1"])(
    "takes %s",
    (address) => {
      expect(isGlobalAddress(address)).toBe(true);
    },
  );
});

describe("egress", () => {
  const closed = createEgress({ allow: readAllowList(undefined) });

  it.each([
    "http://localhost:PORT/",
    "http://127.0.0.1:PORT/",
    "http://127.1:PORT/",
    "http://0x7f.1:PORT/",
    "http://0177.0.0.1:PORT/",
    "http://2130706433:PORT/",
    "http://0.0.0.0:PORT/",
    "http://[::1]:PORT/",
    "http://[::ffff:127.0.0.1]:PORT/",
    "http://[::ffff:7f00:1]:PORT/",
    "http://[64:ff9b::7f00:1]:PORT/",
    "http://169.254.169.254/latest/meta-data/",
    "http://①②⑦.0.0.1:PORT/",
  ])("refuses %s before a byte is sent", async (url) => {
    const before = asked.length;
    await expect(closed({ url: url.replace("PORT", String(port)) })).rejects.toMatchObject({ code: "forbidden" });
    expect(asked.length).toBe(before);
  });

  it.each([
    "file:///etc/passwd",
    "ftp://example.com/",
    "gopher://127.0.0.1/",
    "http://user:word@example.com/",
    "nonsense",
  ])("refuses %s by its form", async (url) => {
    await expect(closed({ url })).rejects.toMatchObject({ code: "invalid" });
  });

  it("refuses them through the way out that the product uses", async () => {
    await expect(egressFetch({ url: `http://127.0.0.1:${port}/` })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("refuses a public name that resolves to a private address, each time it is asked", async () => {
    const rebound = createEgress({ allow: readAllowList(undefined), lookup: resolvesTo("127.0.0.1") });
    for (let index = 0; index < 2; index++) {
      await expect(rebound({ url: `http://rebind.example.com:${port}/` })).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  it("reaches what the operator allows by address, network or name", async () => {
    for (const allow of ["127.0.0.1", "10.0.0.0/8, 127.0.0.0/8"]) {
      const open = createEgress({ allow: readAllowList(allow) });
      const { status, body } = await open({ url: `http://127.0.0.1:${port}/` });
      expect([status, Buffer.from(body).toString()]).toEqual([200, "secret"]);
    }
    const named = createEgress({ allow: readAllowList("intern.example.com"), lookup: resolvesTo("127.0.0.1") });
    expect((await named({ url: `http://intern.example.com:${port}/` })).status).toBe(200);
    await expect(named({ url: `http://other.example.com:${port}/` })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("checks every redirect, and leaves credentials behind at another origin", async () => {
    const open = createEgress({ allow: readAllowList("intern.example.com"), lookup: resolvesTo("127.0.0.1") });
    const start = (to: string) => `http://intern.example.com:${port}/redirect?to=${encodeURIComponent(to)}`;
    await expect(open({ url: start(`http://127.0.0.1:${port}/`) })).rejects.toMatchObject({ code: "forbidden" });
    await expect(open({ url: start("file:///etc/passwd") })).rejects.toMatchObject({ code: "invalid" });
    await expect(open({ url: start("/redirect?to=/redirect"), maxRedirects: 1 })).rejects.toMatchObject({
      code: "limit",
    });
    const both = createEgress({
      allow: readAllowList("intern.example.com,127.0.0.1"),
      lookup: resolvesTo("127.0.0.1"),
    });
    asked.length = 0;
    await both({
      url: start(`http://127.0.0.1:${port}/end`),
      headers: { authorization: "Bearer x" },
      method: "POST",
      body: "b",
    });
    expect(asked).toEqual(["POST /redirect Bearer x", "GET /end -"]);
  });

  it("caps size and time", async () => {
    const open = createEgress({ allow: readAllowList("127.0.0.1") });
    const at = (path: string) => `http://127.0.0.1:${port}${path}`;
    await expect(open({ url: at("/large"), maxBytes: 99_999 })).rejects.toMatchObject({ code: "limit" });
    expect((await open({ url: at("/large"), maxBytes: 100_000 })).body.byteLength).toBe(100_000);
    await expect(open({ url: at("/silent"), timeoutMs: 50 })).rejects.toMatchObject({ code: "unavailable" });
  });
});
