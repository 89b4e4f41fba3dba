import { describe, expect, it } from "vitest";
import { newWorkspace, type TestContext, testClock } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import { createConnection, findEndpoint, listConnections, rotateConnection, setConnectionEnabled } from "./index.ts";

const endpointOf = ({ url }: { url: string }) => url.split("/").at(-1) ?? "";
const actions = (context: TestContext) =>
  inWorkspace(context.workspaceId, async (tx) =>
    (await tx.auditEntry.findMany({ orderBy: { sequence: "asc" } })).map(({ action }) => action),
  );

describe("connection.create", () => {
  it("shows the secret once and keeps it sealed", async () => {
    const context = await newWorkspace();
    const made = await createConnection.execute(context, { connector: "webhook", name: "Shop" });
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const row = await inWorkspace(context.workspaceId, (tx) =>
      tx.connection.findUniqueOrThrow({ where: { id: made.id } }),
    );
    expect(JSON.stringify(row)).not.toContain(made.secret?.slice(6));
    const listed = await listConnections.execute(context, undefined);
    expect(listed).toMatchObject([{ id: made.id, name: "Shop", signed: true, enabled: true, url: made.url }]);
    expect(JSON.stringify(listed)).not.toContain("whsec_");
    const audit = await inWorkspace(context.workspaceId, (tx) =>
      tx.auditEntry.findMany({ orderBy: { sequence: "asc" } }),
    );
    expect(audit.map(({ action }) => action)).toEqual(["connection.create"]);
    expect(JSON.stringify(audit)).not.toContain("whsec_");
    expect(await findEndpoint(endpointOf(made))).toMatchObject({
      connectionId: made.id,
      secrets: [made.secret],
      context: { workspaceId: context.workspaceId, actor: { kind: "connection", id: made.id } },
    });
  });

  it("takes Stripe's own secret, and gives a form none", async () => {
    const context = await newWorkspace();
    const stripe = await createConnection.execute(context, {
      connector: "stripe",
      name: "Stripe",
      secret: "whsec_given_1",
    });
    const form = await createConnection.execute(context, { connector: "form", name: "Form" });
    expect([stripe.secret, form.secret]).toEqual([null, null]);
    expect((await findEndpoint(endpointOf(stripe))).secrets).toEqual(["whsec_given_1"]);
    expect((await findEndpoint(endpointOf(form))).secrets).toEqual([]);
  });

  it.each([
    { connector: "ftp", name: "x" },
    { connector: "form", name: " " },
    { connector: "stripe", name: "x", secret: "with space" },
    { connector: "form", name: "x", config: { redirectTo: "javascript:alert(1)" } },
    { connector: "form", name: "x", config: { perMinute: 0 } },
  ])("refuses %j", async (input) => {
    await expect(createConnection.execute(await newWorkspace(), input)).rejects.toMatchObject({ code: "invalid" });
  });

  it("is not open to a key or an agent", async () => {
    const { workspaceId, clock } = await newWorkspace();
    const key: Context = { workspaceId, clock, actor: { kind: "api_key", id: newId(), scopes: ["events:write"] } };
    const input = { connector: "form", name: "x" };
    await expect(createConnection.execute(key, input)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("connection.rotate", () => {
  it("keeps the secret before it for a day, the one before that no longer", async () => {
    const clock = testClock("2026-03-01T10:00:00Z");
    const context = await newWorkspace({ clock });
    const first = await createConnection.execute(context, { connector: "mail", name: "Mail" });
    const secrets = async () => (await findEndpoint(endpointOf(first), clock)).secrets;
    const second = await rotateConnection.execute(context, { id: first.id });
    expect(await secrets()).toEqual([second.secret, first.secret]);
    const third = await rotateConnection.execute(context, { id: first.id });
    expect(await secrets()).toEqual([third.secret, second.secret]);
    clock.advance(24 * 3_600_000);
    expect(await secrets()).toEqual([third.secret]);
    expect(await actions(context)).toEqual(["connection.create", "connection.rotate", "connection.rotate"]);
  });

  it("needs Stripe's secret for Stripe, and has nothing to do for a form", async () => {
    const context = await newWorkspace();
    const stripe = await createConnection.execute(context, { connector: "stripe", name: "Stripe" });
    const form = await createConnection.execute(context, { connector: "form", name: "Form" });
    await expect(rotateConnection.execute(context, { id: stripe.id })).rejects.toMatchObject({ code: "invalid" });
    await rotateConnection.execute(context, { id: stripe.id, secret: "whsec_given_2" });
    expect((await findEndpoint(endpointOf(stripe))).secrets).toEqual(["whsec_given_2"]);
    await expect(rotateConnection.execute(context, { id: form.id })).rejects.toMatchObject({ code: "precondition" });
  });
});

describe("another workspace's connection", () => {
  it("is not there", async () => {
    const [mine, other] = [await newWorkspace(), await newWorkspace()];
    const { id } = await createConnection.execute(mine, { connector: "mail", name: "Mail" });
    await expect(rotateConnection.execute(other, { id })).rejects.toMatchObject({ code: "not_found" });
    const disable = setConnectionEnabled.execute(other, { id, enabled: false });
    await expect(disable).rejects.toMatchObject({ code: "not_found" });
    expect(await listConnections.execute(other, undefined)).toEqual([]);
    expect(await actions(other)).toEqual([]);
  });
});

describe("connection.setEnabled", () => {
  it("hides the address while it is off", async () => {
    const context = await newWorkspace();
    const made = await createConnection.execute(context, { connector: "form", name: "Form" });
    await setConnectionEnabled.execute(context, { id: made.id, enabled: false });
    await expect(findEndpoint(endpointOf(made))).rejects.toMatchObject({ code: "not_found" });
    await setConnectionEnabled.execute(context, { id: made.id, enabled: true });
    expect((await findEndpoint(endpointOf(made))).connectionId).toBe(made.id);
    expect(await actions(context)).toEqual(["connection.create", "connection.setEnabled", "connection.setEnabled"]);
  });
});
