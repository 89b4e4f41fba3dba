import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { POST as postEvents } from "#app/api/v1/events/route.ts";
import { intakeEvent } from "#inngest/functions/intake-steps.ts";
import { formTwin } from "#server/connectors/form/twin.ts";
import { mailTwin } from "#server/connectors/mail/twin.ts";
import { signStandard } from "#server/connectors/standard-webhooks.ts";
import { stripeTwin } from "#server/connectors/stripe/twin.ts";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { createApiKey } from "#server/domains/api-key/index.ts";
import { createConnection } from "#server/domains/connection/index.ts";
import type { ConnectorName } from "#server/domains/connection/schema.ts";
import { POST } from "./route.ts";

const folder = process.env.CORPUS_DIR;
const stripeSecret = "whsec_an_invented_secret_0001";
const perMinute = 100_000;

type Answer = { status: number; id: string; duplicate: boolean; problem: { detail?: string } };

async function read(response: Response): Promise<Answer> {
  const body = await response.json();
  return { status: response.status, id: body.id, duplicate: body.duplicate, problem: body };
}

async function connect(context: TestContext, connector: ConnectorName) {
  const given = connector === "stripe" ? { secret: stripeSecret } : {};
  const made = await createConnection.execute(context, { connector, name: connector, config: { perMinute }, ...given });
  const params = Promise.resolve({ endpoint: made.url.split("/").at(-1) ?? "" });
  return {
    secret: made.secret ?? stripeSecret,
    post: async (headers: Record<string, string>, body: Uint8Array) =>
      read(
        await POST(new Request("http://127.0.0.1/x", { method: "POST", headers, body: Buffer.from(body) }), { params }),
      ),
  };
}

/** Does this for each, eight at a time. */
async function each<T>(all: readonly T[], work: (one: T, index: number) => Promise<void>): Promise<void> {
  const queue = [...all.entries()];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await work(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

/** Nothing but 202 and 4xx is allowed, and a refusal says why. */
function expectClear(answer: Answer, name: string): void {
  expect(answer.status === 202 || (answer.status >= 400 && answer.status < 500), `${name}: ${answer.status}`).toBe(
    true,
  );
  if (answer.status !== 202) expect(answer.problem.detail?.length, name).toBeGreaterThan(10);
}

async function takeIn(context: TestContext, id: string) {
  return intakeEvent({ context: { ...context, actor: { kind: "system", id: "intake-event" } }, eventId: id });
}

const rawOf = (context: TestContext, id: string) =>
  inWorkspace(context.workspaceId, async (tx) =>
    Buffer.from((await tx.event.findUniqueOrThrow({ where: { id } })).raw),
  );

const skipped = folder ? "" : " (skipped: CORPUS_DIR is not set)";

describe.skipIf(!folder)(`the corpus goes through the real endpoints${skipped}`, () => {
  const files = (name: string, end: string) =>
    readdirSync(join(folder ?? "", name))
      .filter((file) => file.endsWith(end))
      .sort();
  const load = (...path: string[]) => readFileSync(join(folder ?? "", ...path));
  let context: TestContext;

  beforeAll(async () => {
    context = await newWorkspace();
  });

  it("takes every Stripe event, and intake ends each one", async () => {
    const stripe = await connect(context, "stripe");
    const statuses: Record<string, number> = {};
    const names = files("stripe-events", ".json");
    for (const [index, name] of names.entries()) {
      const payload = JSON.parse(load("stripe-events", name).toString());
      const sent = stripeTwin.deliver({ payload, secret: stripe.secret, at: new Date(), id: `evt_corpus_${index}` });
      const answer = await stripe.post(sent.headers, sent.body);
      expect(answer, name).toMatchObject({ status: 202, duplicate: false });
      expect(await rawOf(context, answer.id), name).toEqual(Buffer.from(sent.body));
      const { status } = await takeIn(context, answer.id);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
    expect(names.length).toBe(88);
    expect(statuses.normalised ?? 0).toBeGreaterThanOrEqual(12);
    expect((statuses.normalised ?? 0) + (statuses.filed ?? 0)).toBe(names.length);
  });

  it("takes every mail or refuses it clearly, keeps its bytes, and intake ends each one", async () => {
    const mail = await connect(context, "mail");
    const names = files("mail", ".eml");
    let taken = 0;
    let people = 0;
    for (const name of names) {
      const raw = load("mail", name);
      const sent = mailTwin.deliver({ payload: raw, secret: mail.secret, at: new Date() });
      const answer = await mail.post(sent.headers, sent.body);
      expectClear(answer, name);
      if (answer.status !== 202 || answer.duplicate) continue;
      taken += 1;
      expect(await rawOf(context, answer.id), name).toEqual(raw);
      const facts = await takeIn(context, answer.id);
      expect(["normalised", "filed"], name).toContain(facts.status);
      if (facts.contactId) people += 1;
    }
    expect(names.length).toBe(103);
    // ten of the files are another's message with a trace or content header changed
    expect(taken).toBe(93);
    expect(people).toBeGreaterThanOrEqual(90);
  });

  it("takes every JSON text that must parse, refuses every one that must not, as webhook and over the API", async () => {
    const webhook = await connect(context, "webhook");
    const { key } = await createApiKey.execute(context, { name: "corpus", scopes: ["events:write"] });
    const names = files("json", ".json");
    await each(names, async (name) => {
      const body = load("json", name);
      const seconds = String(Math.floor(Date.now() / 1000));
      const headers = {
        "content-type": "application/json",
        "webhook-id": name,
        "webhook-timestamp": seconds,
        "webhook-signature": signStandard({ id: name, seconds, body, secret: webhook.secret }),
      };
      const answer = await webhook.post(headers, body);
      expectClear(answer, name);
      if (name.startsWith("y_")) expect(answer.status, name).toBe(202);
      if (name.startsWith("n_")) expect(answer.status, name).toBe(400);
      if (answer.status === 202) {
        expect(await rawOf(context, answer.id), name).toEqual(body);
        await takeIn(context, answer.id);
      }
      const wrapped = Buffer.concat([Buffer.from('{"type":"corpus.text","data":'), body, Buffer.from("}")]);
      const request = new Request("http://127.0.0.1/api/v1/events", {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
        body: wrapped,
      });
      const posted = await read(await postEvents(request));
      expectClear(posted, `API ${name}`);
      if (name.startsWith("y_")) expect(posted.status, `API ${name}`).toBe(202);
    });
    expect(names.length).toBe(317);
  });

  it("takes naughty strings in every text field of a form, a mail and the API", async () => {
    const [form, mail] = [await connect(context, "form"), await connect(context, "mail")];
    const { key } = await createApiKey.execute(context, { name: "naughty", scopes: ["events:write"] });
    const api = async (body: unknown) => {
      const headers = { "content-type": "application/json", authorization: `Bearer ${key}` };
      const init = { method: "POST", headers, body: JSON.stringify(body) };
      return read(await postEvents(new Request("http://127.0.0.1/api/v1/events", init)));
    };
    const strings: string[] = [...JSON.parse(load("naughty-strings.json").toString()), "\u0000", "a\u0000b", "\ud800x"];
    await each(strings, async (text, index) => {
      const email = `n${index}@example.com`;
      const fields = {
        email,
        name: text,
        subject: text,
        phone: text,
        company: text,
        message: text,
        [`x${text}`]: text,
      };
      const posted = formTwin.deliver({ payload: fields, secret: "", at: new Date(), id: `form-${index}` });
      const byForm = await form.post(posted.headers, posted.body);
      expect(byForm.status, `form ${index}`).toBe(202);
      const { contactId } = await takeIn(context, byForm.id);
      expect(contactId, `form ${index}`).toBeTruthy();
      const [message] = await inWorkspace(context.workspaceId, (tx) =>
        tx.message.findMany({ where: { eventId: byForm.id } }),
      );
      const kept = text.replaceAll("\u0000", "\ufffd").toWellFormed().trim();
      // a form post ends its lines with CRLF (HTML standard); blanks around a field are not kept
      if (kept) expect(message?.body.replaceAll("\r\n", "\n"), `form ${index}`).toBe(kept.replaceAll("\r\n", "\n"));
      const raw = Buffer.from(`From: ${text} <n${index}@example.com>\r\nSubject: ${text}\r\n\r\n${text}\r\n`);
      const byMail = await mail.post(
        mailTwin.deliver({ payload: raw, secret: mail.secret, at: new Date() }).headers,
        raw,
      );
      expectClear(byMail, `mail ${index}`);
      if (byMail.status === 202) await takeIn(context, byMail.id);
      const data = { from: text, name: text, email, subject: text, text };
      const byApi = await api({ type: "message.received", id: `n-${index}`, data });
      expect(byApi.status, `API ${index}`).toBe(202);
      await takeIn(context, byApi.id);
      const field = ["type", "id", "source", "occurredAt"][index % 4] ?? "type";
      const answer = await api({ type: "note.taken", id: `f-${index}`, data: {}, [field]: text });
      expectClear(answer, `API ${field} ${index}`);
      if (answer.status !== 202) expect(answer.problem.detail, `API ${field} ${index}`).toContain(field);
    });
    expect(strings.length).toBeGreaterThan(500);
  }, 240_000);
});
