import { createServer } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sendBySmtp } from "./send.ts";
import { type Behaviour, startSmtpServer, type TestSmtpServer } from "./test-server.ts";

const raw = "From: a@example.com\r\nTo: b@example.com\r\nSubject: Hello\r\n\r\nFirst line\r\n.dot at the start\r\n";
const envelope = { from: "a@example.com", to: "b@example.com" };

describe("sending over SMTP", () => {
  let server: TestSmtpServer;
  beforeAll(async () => {
    server = await startSmtpServer();
  });
  beforeEach(() => {
    server.received.length = 0;
  });
  afterAll(() => server.close());

  it("hands over the exact bytes", async () => {
    server.behave("accept");
    expect(await sendBySmtp({ url: server.url, envelope, raw })).toEqual({
      sent: true,
      response: expect.stringMatching(/^250 /),
    });
    expect(server.received).toEqual([raw]);
  });

  it.each<[string, Behaviour, string, number]>([
    ["closes at once", "drop-at-connect", "retry", 0],
    ["refuses the sender for now", { atSender: 451 }, "retry", 0],
    ["refuses the recipient for now", { atRecipient: 450 }, "retry", 0],
    ["refuses the recipient for good", { atRecipient: 550 }, "refused", 0],
    ["closes at the recipient", "drop-at-recipient", "retry", 0],
    ["refuses the message for now", { atMessage: 452 }, "retry", 0],
    ["refuses the message for good", { atMessage: 554 }, "refused", 0],
    ["closes in the middle of the body", "drop-in-body", "unknown", 0],
    ["takes the message and closes without a word", "accept-and-drop", "unknown", 1],
  ])("tells what happened when the server %s", async (_, behaviour, outcome, received) => {
    server.behave(behaviour);
    expect(await sendBySmtp({ url: server.url, envelope, raw })).toMatchObject({ sent: false, outcome });
    expect(server.received).toHaveLength(received);
  });

  it("tells that nothing happened when nobody listens", async () => {
    expect(await sendBySmtp({ url: "smtp://127.0.0.1:1", envelope, raw })).toMatchObject({ outcome: "retry" });
  });

  it("gives up on a server that never greets", async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const result = await sendBySmtp({ url: `smtp://127.0.0.1:${port}`, envelope, raw, deadline: 200 });
    silent.close();
    expect(result).toMatchObject({ sent: false, outcome: "retry" });
  });

  it("signs in, and a wrong password is final", async () => {
    const guarded = await startSmtpServer({ password: "correct-horse" });
    expect(await sendBySmtp({ url: guarded.url, envelope, raw })).toMatchObject({ sent: true });
    const wrong = guarded.url.replace("correct-horse", "wrong");
    expect(await sendBySmtp({ url: wrong, envelope, raw })).toMatchObject({ sent: false, outcome: "refused" });
    await guarded.close();
  });
});
