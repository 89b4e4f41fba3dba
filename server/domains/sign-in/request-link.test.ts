import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newWorkspace } from "#server/db/test-database.ts";
import { newId } from "#server/kernel/ids.ts";
import { installationFacts, signInWithLink } from "./index.ts";
import { mailLink } from "./request-link.ts";

const received: { to: string[]; message: string }[] = [];
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onData: async (stream, session, done) => {
    received.push({ to: session.envelope.rcptTo.map(({ address }) => address), message: await text(stream) });
    done();
  },
});

beforeAll(async () => {
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  process.env.SMTP_URL = `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`;
});
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

it("mails a link that signs in, to an operator and to nobody else", async () => {
  const context = await newWorkspace();
  const email = `operator-${context.actor.id}@example.com`;
  await mailLink(`${newId()}@example.com`);
  expect(received).toEqual([]);
  await mailLink(email);
  expect(received.map((mail) => mail.to)).toEqual([[email]]);
  const body = received[0]?.message.replaceAll("=\r\n", "").replaceAll("=3D", "=");
  const token = /\/sign-in\/link\?token=(\S+)/.exec(body ?? "")?.[1];
  const session = await signInWithLink({ token }, { address: newId(), userAgent: "test" });
  expect(session.workspaceId).toBe(context.workspaceId);
  expect(await installationFacts()).toMatchObject({ mailLink: true });
});
