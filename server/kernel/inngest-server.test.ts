import { describe, expect, it } from "vitest";
import { readEnvironment } from "./env.ts";
import { inngestServer, runDashboardUrl, serveOrigin } from "./inngest-server.ts";

function environment(source: Record<string, string>) {
  const result = readEnvironment(source);
  if (!result.ok) throw new Error(result.problems.join());
  return result.value;
}

const keys = { INNGEST_EVENT_KEY: "e", INNGEST_SIGNING_KEY: "signkey-prod-0123abcd" };
const server = "https://inngest.example.com";
const product = "https://adjutant.example.com";

describe("the Inngest server", () => {
  it.each([
    [{}, null],
    [{ INNGEST_DEV: "0", INNGEST_SIGNING_KEY: "signkey-prod-00" }, null],
    [{ INNGEST_DEV: "1" }, { kind: "development", url: "http://127.0.0.1:8288" }],
    [{ INNGEST_DEV: "http://127.0.0.1:9000/" }, { kind: "development", url: "http://127.0.0.1:9000" }],
    [
      { INNGEST_DEV: "1", INNGEST_BASE_URL: "http://127.0.0.1:9000" },
      { kind: "development", url: "http://127.0.0.1:9000" },
    ],
    [
      { ...keys, INNGEST_BASE_URL: `${server}/` },
      { kind: "self-hosted", url: server },
    ],
    [keys, { kind: "cloud", url: null }],
  ])("of %j", (source, expected) => {
    expect(inngestServer(environment(source))).toEqual(expected);
  });

  it("calls back to the address that is set, else to the public one", () => {
    expect(serveOrigin(environment({}))).toBeUndefined();
    expect(serveOrigin(environment({ NEXTAUTH_URL: product }))).toBe(product);
    expect(serveOrigin(environment({ NEXTAUTH_URL: product, INNGEST_SERVE_ORIGIN: "http://app:3000" }))).toBe(
      "http://app:3000",
    );
  });
});

describe("the link to a run in the dashboard", () => {
  it.each([
    ["embedded runner", {}, null],
    ["development server", { INNGEST_DEV: "1" }, "http://127.0.0.1:8288/run?runID=01RUN"],
    [
      "development server, seen from elsewhere",
      { INNGEST_DEV: "1", NEXTAUTH_URL: product },
      // the browser's own 127.0.0.1 is another machine's
      null,
    ],
    ["self-hosted server", { ...keys, INNGEST_BASE_URL: `${server}/` }, `${server}/run?runID=01RUN`],
    ["self-hosted inside a container network", { ...keys, INNGEST_BASE_URL: "http://inngest:8288" }, null],
    [
      "the same with a dashboard that is named",
      { ...keys, INNGEST_BASE_URL: "http://inngest:8288", INNGEST_DASHBOARD_URL: "http://127.0.0.1:8288/" },
      "http://127.0.0.1:8288/run?runID=01RUN",
    ],
    ["cloud", keys, "https://app.inngest.com/env/production/runs/01RUN"],
    [
      "a branch of the cloud",
      { ...keys, INNGEST_SIGNING_KEY: "signkey-branch-00", INNGEST_ENV: "feature/a" },
      "https://app.inngest.com/env/feature%2Fa/runs/01RUN",
    ],
    ["an environment that nobody named", { ...keys, INNGEST_SIGNING_KEY: "signkey-test-00" }, null],
  ])("%s", (_, source, expected) => {
    expect(runDashboardUrl("01RUN", environment(source))).toBe(expected);
  });

  it("carries any id as one value", () => {
    expect(runDashboardUrl("a&b=c/#", environment({ INNGEST_DEV: "1" }))).toBe(
      "http://127.0.0.1:8288/run?runID=a%26b%3Dc%2F%23",
    );
  });
});
