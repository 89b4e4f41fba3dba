import { describe, expect, it } from "vitest";
import { normaliseForm } from "./normalise.ts";
import { readForm } from "./webhook.ts";

const receivedAt = new Date("2026-03-01T10:00:00Z");

function read(body: string | Uint8Array, contentType = "application/x-www-form-urlencoded", at = receivedAt) {
  return readForm({ headers: new Headers({ "content-type": contentType }), body: Buffer.from(body), receivedAt: at });
}

const normalise = (fields: Record<string, string>) =>
  normaliseForm({ type: "message.received", contentType: "", raw: Buffer.from(""), payload: { fields }, receivedAt });

describe("a form post", () => {
  it("reads the same from all three encodings", async () => {
    const form = new FormData();
    form.set("name", "Zoë");
    form.set("message", "Hello & good day");
    const multipart = new Response(form);
    const bytes = new Uint8Array(await multipart.arrayBuffer());
    const payloads = [
      await read("name=Zo%C3%AB&message=Hello+%26+good+day"),
      await read(bytes, multipart.headers.get("content-type") ?? ""),
      await read('{"name":"Zoë","message":"Hello & good day"}', "application/json"),
    ];
    for (const { payload } of payloads)
      expect(payload).toEqual({ fields: { name: "Zoë", message: "Hello & good day" } });
    expect(new Set(payloads.map(({ externalId }) => externalId)).size).toBe(1);
  });

  it("is one event on a day, another on the next, and its own _id decides where it has one", async () => {
    const tomorrow = new Date(receivedAt.getTime() + 86_400_000);
    const first = (await read("message=Hello")).externalId;
    expect((await read("message=Hello")).externalId).toBe(first);
    expect((await read("message=Hello", undefined, tomorrow)).externalId).not.toBe(first);
    expect((await read("message=Hello&_id=q1", undefined, tomorrow)).externalId).toBe("q1");
  });

  it("is another event when another file comes with the same words", async () => {
    const post = async (content: string) => {
      const form = new FormData();
      form.set("message", "See the drawing");
      form.set("drawing", new File([content], "drawing.png"));
      const multipart = new Response(form);
      const type = multipart.headers.get("content-type") ?? "";
      return (await read(new Uint8Array(await multipart.arrayBuffer()), type)).externalId;
    };
    expect(await post("one")).toBe(await post("one"));
    expect(await post("one")).not.toBe(await post("two"));
  });

  it("keeps its words when its files cannot be read", async () => {
    const canonical = await normaliseForm({
      type: "message.received",
      contentType: "multipart/form-data; boundary=cut",
      raw: Buffer.from("no such boundary"),
      payload: { fields: { message: "Hello", email: "m@x.test" } },
      receivedAt,
    });
    expect(canonical).toMatchObject({ files: [], note: expect.stringContaining("could not be read") });
    expect(canonical.message?.body).toBe("Hello");
  });

  it.each([
    ["", "application/x-www-form-urlencoded"],
    ["message=", "application/x-www-form-urlencoded"],
    ["[1]", "application/json"],
    ["null", "application/json"],
    ["not multipart", "multipart/form-data; boundary=x"],
    ["message=a", "multipart/form-data"],
    [`_id=${"x".repeat(256)}&a=b`, "application/x-www-form-urlencoded"],
    ["a=b&".repeat(201), "application/x-www-form-urlencoded"],
  ])("refuses %j as %s", async (body, contentType) => {
    await expect(read(body, contentType)).rejects.toMatchObject({ code: "invalid" });
  });

  it("finds the usual fields by their usual names and keeps the others", async () => {
    const canonical = await normalise({
      "Your-Name": "Marta Quist",
      "E-Mail": "Marta@Fennel.example.com",
      Message: "Hello",
      Organisation: "Fennel & Rye",
      budget: "5,000",
    });
    expect(canonical.contact).toMatchObject({
      name: "Marta Quist",
      email: "marta@fennel.example.com",
      company: "Fennel & Rye",
    });
    expect(canonical.message).toMatchObject({
      body: "Hello",
      text: "Hello\n\nbudget: 5,000",
      subject: "Website enquiry",
    });
  });

  it("puts a first and last name together, and finds an address under any name", async () => {
    const { contact } = await normalise({ first_name: "Marta", "Last name": "Quist", kontakt: "m@x.test", text: "Hi" });
    expect(contact).toMatchObject({ name: "Marta Quist", email: "m@x.test" });
  });

  it("keeps what a robot sent, with a signal", async () => {
    const { signals, message } = await normalise({ message: "Buy", _gotcha: "1", email: "r@x.test" });
    expect(signals).toEqual(["honeypot"]);
    expect(message?.text).toBe("Buy");
  });
});
