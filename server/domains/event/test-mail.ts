import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import { acceptEvents } from "./index.ts";

/** A test's mail arrives, as its raw bytes. @returns the event's id */
export async function receiveMail(
  context: Context,
  mail: { from: string; subject: string; body: string },
): Promise<string> {
  const id = newId();
  const raw = [
    `From: ${mail.from}`,
    "To: hello@harbourlane.example.com",
    `Subject: ${mail.subject}`,
    `Message-ID: <${id}@mail.example.com>`,
    `Date: ${context.clock.now().toUTCString()}`,
    "Content-Type: text/plain; charset=utf-8",
    "",
    mail.body,
  ].join("\r\n");
  const [event] = await acceptEvents({ ...context, actor: { kind: "connection", id: newId() } }, [
    {
      source: "sample",
      externalId: id,
      type: "message.received",
      kind: "mail",
      connectionId: null,
      contentType: "message/rfc822",
      raw: Buffer.from(raw),
      payload: undefined,
      taint: "outside",
      occurredAt: null,
    },
  ]);
  if (!event) throw new Error("The mail was not accepted");
  return event.id;
}
