import { expect, test } from "vitest";
import { apiCommand, connectorMetas, metaOf, tryCommand } from "./connection-words.ts";

test.each(connectorMetas.map((meta) => meta.name))(
  "the command for %s posts to the connection's own address",
  (connector) => {
    expect(metaOf(connector)?.name).toBe(connector);
    expect(tryCommand({ connector, url: "http://127.0.0.1:3000/api/hooks/x" })).toContain(
      "'http://127.0.0.1:3000/api/hooks/x'",
    );
  },
);

test("the API's command carries a body that is JSON, in one pair of quotes", () => {
  const body = /-d '([^']*)'$/.exec(apiCommand({ origin: "http://127.0.0.1:3000" }))?.[1];
  expect(JSON.parse(body ?? "")).toMatchObject({ type: "message.received", data: { subject: "Pricing review" } });
});
