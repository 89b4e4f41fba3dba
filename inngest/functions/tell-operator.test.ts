import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPushService, type TestPushService } from "#server/connectors/push/test-push-service.ts";
import { startSmtpServer, type TestSmtpServer } from "#server/connectors/smtp/test-server.ts";
import type { TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { openDecisionLink } from "#server/domains/decision-link/index.ts";
import { testPush, updateNotifySettings } from "#server/domains/delivery/index.ts";
import { listMail } from "#server/domains/mail/index.ts";
import { notify } from "#server/domains/notification/index.ts";
import { rejectProposal } from "#server/domains/proposal/index.ts";
import { subscribePush, unsubscribePush } from "#server/domains/push/index.ts";
import { revokeSession } from "#server/domains/session/index.ts";
import { env } from "#server/kernel/env.ts";
import { newId } from "#server/kernel/ids.ts";
import { functionContext } from "../steps/run-scope.ts";
import { clock, close, until } from "../test-background.ts";
import { cardOf, newBusiness, receiveMail, waiting } from "../test-business.ts";
import { deliverWorkspace } from "./deliver-due.ts";

let service: TestPushService;
let smtp: TestSmtpServer;

beforeAll(async () => {
  clock.set("2026-03-02T09:00:00Z");
  service = await startPushService();
  smtp = await startSmtpServer();
  Object.assign(env(), { EGRESS_ALLOW: "127.0.0.1/32" });
});
afterAll(async () => {
  await close();
  await service.close();
  await smtp.close();
});

const enquiry = {
  from: "Ana Duarte <ana@northwind.example.com>",
  subject: "A new website",
  body: "We are looking for somebody who can build us a new website. What would it cost?",
};

/** A session of the workspace's operator in a browser that takes push messages. */
async function withPhone(context: TestContext) {
  const sessionId = newId();
  const { workspaceId, actor } = context;
  await inWorkspace(workspaceId, (tx) =>
    tx.session.create({
      data: {
        id: sessionId,
        workspaceId,
        operatorId: actor.id,
        userAgent: "Phone",
        address: "127.0.0.1",
        createdAt: clock.now(),
        lastSeenAt: clock.now(),
        expiresAt: new Date(clock.now().getTime() + 30 * 86_400_000),
      },
    }),
  );
  const browser = service.subscribe();
  const signedIn = { ...context, actor: { ...actor, sessionId } };
  const { id } = await subscribePush.execute(signedIn, browser);
  const { pathname } = new URL(browser.endpoint);
  const got = () => service.received.filter(({ path }) => path === pathname).map(({ message }) => message);
  return { context: signedIn, sessionId, id, got };
}

const deliveriesOf = (context: TestContext, way: string) =>
  inWorkspace(context.workspaceId, (tx) => tx.delivery.findMany({ where: { way }, orderBy: { createdAt: "asc" } }));

const subscriptionOf = (context: TestContext, id: string) =>
  inWorkspace(context.workspaceId, (tx) => tx.pushSubscription.findUniqueOrThrow({ where: { id } }));

/** A mail as it arrived, its lines unfolded and its quoted-printable decoded. */
const plain = (raw: string) =>
  raw
    .replaceAll("=\r\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const mailsTo = (context: TestContext) =>
  smtp.received.filter((raw) => raw.includes(`operator-${context.actor.id}`)).map(plain);

describe("on the phone", () => {
  it("each proposal is told once, with no more than the lock screen may show, and goes away when it is decided elsewhere", async () => {
    const business = await newBusiness();
    const { got, context } = await withPhone(business);
    await receiveMail(context, enquiry);
    const cards = await waiting(context, 2);
    await until("both are told", async () => got().length === 2);
    const mail = cardOf(cards, "mail.send");
    const tag = `proposal:${mail.id}`;
    expect(got().find((message) => message.tag === tag)).toEqual({
      tag,
      title: "Adjutant",
      body: "A mail waits for your approval",
      path: `/approvals/${mail.id}`,
      done: false,
    });
    expect(JSON.stringify(got())).not.toContain("website");
    await deliverWorkspace(context.workspaceId);
    expect(got()).toHaveLength(2);
    await rejectProposal.execute(context, { proposalId: mail.id });
    await until("it is taken away", async () => got().some((message) => message.done));
    expect(got().filter((message) => message.done)).toMatchObject([{ tag }]);
    const mails = await deliveriesOf(context, "mail");
    expect(mails.find(({ subjectId }) => subjectId === mail.id)).toMatchObject({ status: "held" });
  });

  it.each([
    ["nothing", { title: "Adjutant", body: "Something waits for you." }],
    ["title", { title: "Adjutant has something to tell you", body: "Level lowered" }],
  ] as const)("shows %s where that was chosen; what needs no decision is never mailed", async (lockScreen, words) => {
    const { context, got } = await withPhone(await newBusiness());
    await updateNotifySettings.execute(context, { lockScreen });
    const system = functionContext({ workspaceId: context.workspaceId, functionId: "test" });
    await notify.execute(system, { key: "demoted", title: "Level lowered", text: "" });
    await until("it is told", async () => got().length === 1);
    expect(got()).toMatchObject([words]);
    expect(await deliveriesOf(context, "mail")).toEqual([]);
  });

  it("in quiet hours nothing comes; afterwards many things come as one", async () => {
    const { context, got } = await withPhone(await newBusiness());
    await updateNotifySettings.execute(context, { quietHours: { from: "08:00", to: "10:00" }, mail: false });
    const system = functionContext({ workspaceId: context.workspaceId, functionId: "test" });
    for (const key of ["a", "b", "c", "d"]) await notify.execute(system, { key, title: key, text: "" });
    await until("all are planned", async () => (await deliveriesOf(context, "push")).length === 4);
    await deliverWorkspace(context.workspaceId);
    expect(got()).toEqual([]);
    clock.advance(3_600_000);
    await deliverWorkspace(context.workspaceId);
    await until("it came", async () => got().length > 0);
    expect(got()).toMatchObject([{ tag: "queue", body: "4 things wait for you.", path: "/approvals" }]);
    clock.advance(-3_600_000);
  });

  it("a test message comes to whoever asks for it", async () => {
    const { context, got } = await withPhone(await newBusiness());
    expect(await testPush.execute(context, {})).toEqual({ devices: 1 });
    await until("it came", async () => got().length === 1);
    expect(await testPush.execute(await newBusiness(), {})).toEqual({ devices: 0 });
  });

  it.each([404, 410])("a push service that answers %i is asked no more", async (status) => {
    const { context, id, got } = await withPhone(await newBusiness());
    service.answer(status);
    await testPush.execute(context, {});
    await until("it ended", async () => (await subscriptionOf(context, id)).endedAt !== null);
    service.answer(201);
    expect(await testPush.execute(context, {})).toEqual({ devices: 0 });
    expect(got()).toEqual([]);
    const [delivery] = await deliveriesOf(context, "push");
    expect(delivery?.status).toBe("failed");
  });

  it("a push service that is away is tried again", async () => {
    const { context, got } = await withPhone(await newBusiness());
    service.answer(503);
    await testPush.execute(context, {});
    await until("it was tried", async () => (await deliveriesOf(context, "push"))[0]?.detail?.includes("503"));
    service.answer(201);
    clock.advance(61_000);
    await deliverWorkspace(context.workspaceId);
    // the schedule's own round may have taken it up first, and be at it still
    await until("it came", async () => got().length > 0);
    expect(got()).toHaveLength(1);
  });

  it("whoever is signed out is told nothing more, and neither is an expired session or one that switched it off", async () => {
    const phone = await withPhone(await newBusiness());
    await revokeSession.execute(phone.context, { id: phone.sessionId });
    expect((await subscriptionOf(phone.context, phone.id)).endedAt).not.toBeNull();
    expect(await testPush.execute(phone.context, {})).toEqual({ devices: 0 });
    const expired = await withPhone(await newBusiness());
    await inWorkspace(expired.context.workspaceId, (tx) =>
      tx.session.update({ where: { id: expired.sessionId }, data: { expiresAt: clock.now() } }),
    );
    expect(await testPush.execute(expired.context, {})).toEqual({ devices: 0 });
    const off = await withPhone(await newBusiness());
    await unsubscribePush.execute(off.context, { id: off.id });
    expect(await testPush.execute(off.context, {})).toEqual({ devices: 0 });
  });

  it.each([
    "http://push.example.com/1",
    "https://10.0.0.8/1",
    "https://[::1]/1",
    "https://localhost/1",
    "https://printer.local/1",
    "https://user:secret@push.example.com/1",
    "ftp://push.example.com/1",
    "push",
  ])("%s is no push service", async (endpoint) => {
    const { keys } = service.subscribe();
    await expect(subscribePush.execute(await newBusiness(), { endpoint, keys })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});

describe("by mail", () => {
  it("what nobody decided goes out as one, only to the operator, each with a link that shows its card", async () => {
    Object.assign(env(), { SMTP_URL: smtp.url });
    const context = await newBusiness();
    await receiveMail(context, enquiry);
    const cards = await waiting(context, 2);
    await until("both are planned", async () => (await deliveriesOf(context, "mail")).length === 2);
    await deliverWorkspace(context.workspaceId);
    expect(mailsTo(context)).toEqual([]);
    clock.advance(3 * 60_000);
    await Promise.all([deliverWorkspace(context.workspaceId), deliverWorkspace(context.workspaceId)]);
    await deliverWorkspace(context.workspaceId);
    const [raw = "", ...more] = mailsTo(context);
    expect(more).toEqual([]);
    expect(raw).toContain("Subject: 2 things wait for you");
    expect(raw).toContain("Auto-Submitted: auto-generated");
    expect(raw).toMatch(new RegExp(`^To: operator-${context.actor.id}@example.com\r?$`, "m"));
    const tokens = [...raw.matchAll(/\/decide\/([A-Za-z0-9_-]{43})/g)].map((match) => match[1] ?? "");
    const opened = await Promise.all(
      tokens.map((token) => openDecisionLink({ token }, { address: "192.0.2.7" }, clock)),
    );
    expect(opened.map((page) => page.state === "open" && page.proposal.id).sort()).toEqual(
      cards.map(({ id }) => id).sort(),
    );
    Object.assign(env(), { SMTP_URL: undefined });
  });

  it("where a phone was told first, only after half an hour, and not at all when it was decided meanwhile", async () => {
    Object.assign(env(), { SMTP_URL: smtp.url });
    const { context } = await withPhone(await newBusiness());
    await receiveMail(context, enquiry);
    const cards = await waiting(context, 2);
    await until("both are planned", async () => (await deliveriesOf(context, "mail")).length === 2);
    clock.advance(29 * 60_000);
    await deliverWorkspace(context.workspaceId);
    expect(mailsTo(context)).toEqual([]);
    await rejectProposal.execute(context, { proposalId: cardOf(cards, "mail.send").id });
    clock.advance(60_000);
    await deliverWorkspace(context.workspaceId);
    const [raw = ""] = mailsTo(context);
    expect(raw.match(/\/decide\//g)).toHaveLength(1);
    Object.assign(env(), { SMTP_URL: undefined });
  });

  it("at most six an hour; the rest goes out together in the next", async () => {
    Object.assign(env(), { SMTP_URL: smtp.url });
    const context = await newBusiness();
    const { workspaceId, actor } = context;
    const plan = (minutes: number) =>
      inWorkspace(workspaceId, async (tx) => {
        const at = new Date(clock.now().getTime() + minutes * 60_000);
        const id = newId();
        await tx.escalation.create({
          data: {
            id,
            workspaceId,
            title: "Something failed",
            happened: "It did",
            done: "",
            options: [],
            createdAt: at,
          },
        });
        const facts = { operatorId: actor.id, way: "mail", kind: "escalation", subjectId: id };
        await tx.delivery.create({ data: { id: newId(), workspaceId, ...facts, dueAt: at, createdAt: at } });
      });
    for (let minute = 0; minute < 10; minute += 1) await plan(minute);
    for (let minute = 0; minute < 10; minute += 1) {
      await deliverWorkspace(workspaceId);
      clock.advance(60_000);
    }
    expect(mailsTo(context)).toHaveLength(6);
    clock.advance(3_600_000);
    await deliverWorkspace(workspaceId);
    expect(mailsTo(context)).toHaveLength(7);
    expect(mailsTo(context).at(-1)).toContain("Subject: 4 things wait for you");
    Object.assign(env(), { SMTP_URL: undefined });
  });

  it("what may have arrived is not sent again; what surely has not is", async () => {
    Object.assign(env(), { SMTP_URL: smtp.url });
    const context = await newBusiness();
    await receiveMail(context, enquiry);
    await waiting(context, 2);
    await until("both are planned", async () => (await deliveriesOf(context, "mail")).length === 2);
    clock.advance(3 * 60_000);
    smtp.behave("drop-at-connect");
    await deliverWorkspace(context.workspaceId);
    expect((await deliveriesOf(context, "mail")).map(({ status }) => status)).toEqual(["waiting", "waiting"]);
    clock.advance(61_000);
    smtp.behave("accept-and-drop");
    await deliverWorkspace(context.workspaceId);
    smtp.behave("accept");
    expect((await deliveriesOf(context, "mail")).map(({ status }) => status)).toEqual(["failed", "failed"]);
    clock.advance(3_600_000);
    await deliverWorkspace(context.workspaceId);
    expect(mailsTo(context)).toHaveLength(1);
    Object.assign(env(), { SMTP_URL: undefined });
  });

  it("without a mail server it is kept, readable, and holds no link that decides", async () => {
    const context = await newBusiness();
    await receiveMail(context, enquiry);
    await waiting(context, 2);
    await until("both are planned", async () => (await deliveriesOf(context, "mail")).length === 2);
    clock.advance(3 * 60_000);
    await deliverWorkspace(context.workspaceId);
    const { mails } = await listMail.execute(context, {});
    expect(mails).toMatchObject([{ status: "kept", runId: null, subject: "2 things wait for you" }]);
    const { raw } = await inWorkspace(context.workspaceId, (tx) => tx.mail.findFirstOrThrow());
    expect(raw).not.toContain("/decide/");
    expect(await inWorkspace(context.workspaceId, (tx) => tx.decisionLink.count())).toBe(0);
  });
});
