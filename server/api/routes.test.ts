import { readdirSync } from "node:fs";
import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { proxy } from "../../proxy.ts";

const files = readdirSync("app", { recursive: true, encoding: "utf8" });

/** A file under app/ as the address that it serves; groups in brackets are no part of it. */
const addressOf = (file: string) =>
  `/${file.replaceAll(/\([^)]*\)\//g, "").replace(/\/?(page\.tsx|route\.ts)$/, "")}`.replaceAll(/\[[^\]]+\]/g, "x");

const pages = files.filter((file) => /(^|\/)page\.tsx$/.test(file)).map(addressOf);
const routes = files
  .filter((file) => /(^|\/)route\.ts$/.test(file))
  .map((file) => `/${file.replace(/\/route\.ts$/, "")}`);

/** Pages that anybody may open; a mailed link is its own key, the gallery shows invented data and is not served in production. */
const openPages = ["/decide/x", "/gallery", "/setup", "/sign-in", "/sign-in/link"];

/** Every route and what it asks of its caller. A route that does not stand here fails the test. */
const guards: Record<string, "anybody" | "session" | "api key" | "signature" | "sign-in itself"> = {
  "/api/audit/export": "session",
  "/api/auth/[...nextauth]": "sign-in itself",
  "/api/files/[id]": "session",
  "/api/health": "anybody",
  "/api/health/live": "anybody",
  "/api/hooks/[endpoint]": "signature",
  "/api/inngest": "signature",
  "/api/mail/[id]": "session",
  "/api/mcp": "api key",
  "/api/trpc/[trpc]": "session",
  "/api/v1/[...path]": "api key",
  "/api/v1/events": "api key",
  "/api/v1/openapi.json": "anybody",
  "/api/v1/schemas/workflow": "anybody",
};

it("knows what every route asks of its caller", () => {
  expect(routes.sort()).toEqual(Object.keys(guards).sort());
});

describe("without a session", () => {
  it.each(pages)("%s is open or leads to the sign-in page", async (address) => {
    const response = await proxy(new NextRequest(`http://adjutant.test${address}`));
    const open = openPages.includes(address);
    expect([address, response.status]).toEqual([address, open ? 200 : 307]);
    if (!open) expect(response.headers.get("location")).toContain("/sign-in");
  });
});
