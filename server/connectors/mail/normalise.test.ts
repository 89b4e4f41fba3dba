import { describe, expect, it } from "vitest";
import { normaliseMail } from "./normalise.ts";
import { readMail } from "./webhook.ts";

const receivedAt = new Date("2026-03-01T10:00:00Z");
const normalise = (...lines: string[]) =>
  normaliseMail({
    type: "message.received",
    contentType: "message/rfc822",
    raw: Buffer.from(lines.join("\r\n")),
    payload: null,
    receivedAt,
  });
const read = (raw: string) => readMail({ headers: new Headers(), body: Buffer.from(raw), receivedAt });

describe("a raw message", () => {
  it("becomes contact, message, thread and date", async () => {
    const canonical = await normalise(
      "From: =?utf-8?q?Zo=C3=AB?= Quist <Zoe@Fennel.example.com>",
      "To: hello@harbourlane.test, Ana <ana@harbourlane.test>",
      "Subject: =?iso-8859-1?Q?Caf=E9?=",
      "Date: Sun, 1 Mar 2026 09:00:00 +0100",
      "Message-ID: <c@x>",
      "In-Reply-To: <b@x>",
      "References: <a@x> <b@x>",
      "",
      "Hello",
    );
    expect(canonical.contact).toMatchObject({ name: "Zoë Quist", email: "zoe@fennel.example.com" });
    expect(canonical.message).toMatchObject({
      subject: "Café",
      body: "Hello",
      toAddress: "hello@harbourlane.test, ana@harbourlane.test",
      messageId: "c@x",
      inReplyTo: "b@x",
      references: ["a@x", "b@x"],
      at: new Date("2026-03-01T08:00:00Z"),
    });
    expect(canonical.signals).toEqual(["reply"]);
  });

  it("gives the text of HTML alone, without scripts and styles", async () => {
    const html = "<style>p{}</style><script>steal()</script><p>Hello <b>Ana</b></p><p>Bye</p>";
    const { message } = await normalise("From: a@x.test", "Content-Type: text/html", "", html);
    expect(message?.text).toBe("Hello Ana\n\nBye");
  });

  it.each([
    ["auto-replied", ["Auto-Submitted: auto-replied (vacation)"]],
    ["bounce", ["Return-Path: <>"]],
    ["list", ["List-Unsubscribe: <https://x.test/u>"]],
    ["bulk", ["Precedence: bulk"]],
    ["spam-flag", ["X-Spam-Flag: YES"]],
  ])("shows %s as a signal", async (signal, headers) => {
    expect((await normalise("From: a@x.test", ...headers, "", "Hello")).signals).toContain(signal);
    expect((await normalise("From: a@x.test", "", "Hello")).signals).toEqual([]);
  });

  it("takes Reply-To where From is a machine's", async () => {
    const from = (address: string) => normalise(`From: ${address}`, "Reply-To: Marta <marta@x.test>", "", "Hello");
    expect((await from("Form <no-reply@form.test>")).contact?.email).toBe("marta@x.test");
    expect((await from("Ana <ana@x.test>")).contact?.email).toBe("ana@x.test");
  });

  it("has its attachments as files, nested and nameless ones too, and not the part that is its text", async () => {
    const { files, message, note } = await normalise(
      "From: a@x.test",
      'Content-Type: multipart/mixed; boundary="m"',
      "",
      "--m",
      "Content-Type: text/plain",
      "Content-Disposition: attachment",
      "",
      "The text itself",
      "--m",
      'Content-Type: multipart/related; boundary="r"',
      "",
      "--r",
      "Content-Type: image/png",
      "Content-ID: <logo>",
      "Content-Transfer-Encoding: base64",
      "",
      "AAEC/w==",
      "--r--",
      "--m",
      'Content-Type: application/pdf; name*0="off"; name*1="er.pdf"',
      "",
      "%PDF",
      "--m--",
    );
    expect(files.map(({ name, contentType }) => [name, contentType])).toEqual([
      ["attachment-1.png", "image/png"],
      ["offer.pdf", "application/pdf"],
    ]);
    expect([...(files[0]?.bytes ?? [])]).toEqual([0, 1, 2, 255]);
    expect([message?.text, note]).toEqual(["The text itself", null]);
  });

  it("says what is missing", async () => {
    const { contact, note } = await normalise("Subject: x", "");
    expect(contact).toBeNull();
    expect(note).toContain("no sender");
    expect(note).toContain("no text");
  });

  it("is the same when a relay adds headers, another when anything of it differs", async () => {
    const mail = "From: a@x.test\r\nMessage-ID: <1@x>\r\nSubject: S\r\n\r\nHello";
    const { externalId } = await read(mail);
    expect((await read(`Received: by b.test\r\nReturn-Path: <q@x>\r\n${mail}`)).externalId).toBe(externalId);
    for (const other of [mail.replace("Hello", "Bye"), mail.replace("<1@x>", "<2@x>"), mail.replace(": S", ": T")]) {
      expect((await read(other)).externalId).not.toBe(externalId);
    }
  });

  it.each(["", "Hello", "\r\n\r\nno header", "{}", "<html></html>"])("refuses %j", async (text) => {
    await expect(read(text)).rejects.toMatchObject({ code: "invalid" });
  });
});
