import { existsSync, readdirSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import type { ConnectorTwin } from "./contract.ts";
import { formTwin } from "./form/twin.ts";
import { mailTwin } from "./mail/twin.ts";
import { connectorMetas } from "./metas.ts";
import { connectorNamed, connectors } from "./registry.ts";
import { stripeTwin } from "./stripe/twin.ts";
import { webhookTwin } from "./webhook/twin.ts";

const twins: Record<string, ConnectorTwin> = {
  webhook: webhookTwin,
  stripe: stripeTwin,
  mail: mailTwin,
  form: formTwin,
};
const samples: Record<string, unknown> = {
  webhook: { type: "order.created", data: {} },
  stripe: { id: "evt_1", type: "charge.failed", data: { object: {} } },
  mail: "Subject: Hello\r\n\r\nHello",
  form: { message: "Hello" },
};
const names = Object.keys(connectors);
const now = new Date("2026-03-01T10:00:00Z");
const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

const deliver = (name: string, at = now) => {
  const sent = twins[name]?.deliver({ payload: samples[name], secret, at });
  if (!sent) throw new Error(`${name} has no twin`);
  return { headers: new Headers(sent.headers), body: sent.body, receivedAt: now };
};

describe("every connector", () => {
  it("is registered, and has meta, verification, normalisation and twin", () => {
    const entries = readdirSync(import.meta.dirname, { withFileTypes: true, recursive: true });
    const incoming = entries.filter(({ name }) => name === "webhook.ts").map(({ parentPath }) => basename(parentPath));
    expect(incoming.sort()).toEqual([...names].sort());
    expect(connectorMetas.map(({ name }) => name).sort()).toEqual([...names].sort());
    for (const name of names) {
      for (const file of ["meta.ts", "webhook.ts", "normalise.ts", "twin.ts"]) {
        expect(existsSync(`${import.meta.dirname}/${name}/${file}`), `${name}/${file}`).toBe(true);
      }
    }
    expect(() => connectorNamed("__proto__")).toThrow();
  });

  it.each(names)("%s says how to set it up, with its address", (name) => {
    const { meta } = connectorNamed(name);
    expect(meta.name).toBe(name);
    expect(meta.setup.join(" ")).toContain("{url}");
    expect(meta.setup.length).toBeGreaterThanOrEqual(2);
  });

  it.each(names)(
    "%s takes what its twin sends, with the current or the previous secret, and reads it alike twice",
    async (name) => {
      const connector = connectorNamed(name);
      const delivery = deliver(name);
      connector.verify(delivery, [secret]);
      connector.verify(delivery, ["whsec_bmV3", secret]);
      expect(await connector.read(delivery)).toEqual(await connector.read(delivery));
      expect((await connector.read(delivery)).externalId.length).toBeLessThanOrEqual(255);
    },
  );

  it.each(names.filter((name) => name !== "form"))("%s refuses another secret and no secret at all", (name) => {
    const connector = connectorNamed(name);
    for (const secrets of [[], ["whsec_b3RoZXI="]]) {
      expect(() => connector.verify(deliver(name), secrets)).toThrowError(
        expect.objectContaining({ code: "unauthenticated" }),
      );
    }
    const bare = { ...deliver(name), headers: new Headers() };
    expect(() => connector.verify(bare, [secret])).toThrowError(expect.objectContaining({ code: "unauthenticated" }));
  });

  it.each(names)("%s normalises rubbish without throwing", async (name) => {
    for (const payload of [null, 1, "x", [], {}, { data: null }, { data: { object: 1 } }, { fields: { a: 1 } }]) {
      const event = {
        type: "stripe.charge.failed",
        contentType: "",
        raw: Buffer.from([0xff, 0]),
        payload,
        receivedAt: now,
      };
      const canonical = await connectorNamed(name).normalise(event);
      expect(typeof canonical.type).toBe("string");
    }
  });
});

describe.each(["webhook", "stripe"])("%s signatures", (name) => {
  const { verify } = connectorNamed(name);
  const passes = (delivery: Parameters<typeof verify>[0]) => {
    try {
      verify(delivery, [secret]);
      return true;
    } catch {
      return false;
    }
  };

  it("break with any one byte changed, added or taken away", () => {
    const delivery = deliver(name);
    for (let at = 0; at < delivery.body.length; at++) {
      const changed = Buffer.from(delivery.body);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(passes({ ...delivery, body: changed }), `byte ${at}`).toBe(false);
    }
    expect(passes({ ...delivery, body: Buffer.concat([delivery.body, Buffer.from(" ")]) })).toBe(false);
    expect(passes({ ...delivery, body: delivery.body.subarray(1) })).toBe(false);
    expect(passes(delivery)).toBe(true);
  });

  it.each([
    [-301, false],
    [-300, true],
    [0, true],
    [300, true],
    [301, false],
  ])("made %i seconds from now: %s", (seconds, good) => {
    expect(passes(deliver(name, new Date(now.getTime() + seconds * 1000)))).toBe(good);
  });

  it("break with the header altered", () => {
    const header = name === "stripe" ? "stripe-signature" : "webhook-signature";
    const delivery = deliver(name);
    const text = delivery.headers.get(header) ?? "";
    for (let at = 0; at < text.length; at++) {
      const headers = new Headers(delivery.headers);
      headers.set(header, `${text.slice(0, at)}${text[at] === "0" ? "1" : "0"}${text.slice(at + 1)}`);
      // an equals sign at the end of base64 carries no bits
      if (headers.get(header) !== text) expect(passes({ ...delivery, headers }), `character ${at}`).toBe(false);
    }
  });
});
