import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { signStandard, verifyStandard } from "./standard-webhooks.ts";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const body = Buffer.from('{"type":"order.created","data":{"name":"Zoë"}}');

describe("Standard Webhooks", () => {
  it("takes what the reference library signs, and signs what it takes", () => {
    const now = new Date();
    const seconds = String(Math.floor(now.getTime() / 1000));
    const reference = new Webhook(secret);
    const headers = {
      "webhook-id": "msg_1",
      "webhook-timestamp": seconds,
      "webhook-signature": reference.sign("msg_1", now, body.toString()),
    };
    verifyStandard({ headers: new Headers(headers), body, receivedAt: now }, [secret]);
    const ours = { ...headers, "webhook-signature": signStandard({ id: "msg_1", seconds, body, secret }) };
    expect(reference.verify(body.toString(), ours)).toEqual(JSON.parse(body.toString()));
  });

  it("takes one good signature among several, of whichever version", () => {
    const now = new Date();
    const seconds = String(Math.floor(now.getTime() / 1000));
    const good = signStandard({ id: "msg_1", seconds, body, secret });
    const delivery = (signature: string) => ({
      headers: new Headers({ "webhook-id": "msg_1", "webhook-timestamp": seconds, "webhook-signature": signature }),
      body,
      receivedAt: now,
    });
    verifyStandard(delivery(`v1a,AAAA v1,AAAA ${good}`), [secret]);
    expect(() => verifyStandard(delivery(good.replace("v1,", "v2,")), [secret])).toThrow();
    expect(() => verifyStandard(delivery(good.slice(3)), [secret])).toThrow();
  });

  it.each(["", "1e9", "-1", "NaN", "99999999999999", " 1"])("refuses %j as a time", (seconds) => {
    const headers = new Headers({
      "webhook-id": "msg_1",
      "webhook-timestamp": seconds,
      "webhook-signature": signStandard({ id: "msg_1", seconds, body, secret }),
    });
    expect(() => verifyStandard({ headers, body, receivedAt: new Date() }, [secret])).toThrow();
  });
});
