import { describe, expect, it } from "vitest";
import { newWorkspace, testClock } from "#server/db/test-database.ts";
import { asAuthenticator, inWorkspace } from "#server/db/transaction.ts";
import { findLiveSession } from "#server/domains/session/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { newId } from "#server/kernel/ids.ts";
import { createSignInLink, requestMailLink, signInWithLink, signInWithPassphrase } from "./index.ts";
import { hashPassphrase } from "./passphrase.ts";
import { limits } from "./rate-limit.ts";

const passphrase = "harbour lane at dawn";

/** Every test comes from an address of its own, so that no two share a limit. */
const newCaller = () => ({ address: newId(), userAgent: "test" });

async function newOperator() {
  const context = await newWorkspace();
  const passphraseHash = await hashPassphrase(passphrase);
  const { email } = await inWorkspace(context.workspaceId, (tx) =>
    tx.operator.update({ where: { id: context.actor.id }, data: { passphraseHash } }),
  );
  return { context, email };
}

const failure = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => {
      throw new Error("it went well");
    },
    (error) => {
      if (error instanceof AppError) return error;
      throw error;
    },
  );

const tokenOf = (link: { url: string } | null) => new URL(link?.url ?? "").searchParams.get("token") ?? "";

describe("by passphrase", () => {
  it("begins a live session and writes it to the audit trail", async () => {
    const { context, email } = await newOperator();
    const session = await signInWithPassphrase({ email: ` ${email.toUpperCase()} `, passphrase }, newCaller());
    expect(await findLiveSession(session.sessionId)).toMatchObject({ workspaceId: context.workspaceId });
    const entries = await inWorkspace(context.workspaceId, (tx) =>
      tx.auditEntry.findMany({ orderBy: { sequence: "asc" } }),
    );
    expect(entries.map((entry) => entry.action)).toEqual(["session.begin"]);
  });

  it("gives an unknown address, a missing passphrase and a wrong one the same answer", async () => {
    const { email } = await newOperator();
    const withoutPassphrase = `operator-${(await newWorkspace()).actor.id}@example.com`;
    const failures = await Promise.all(
      [email, withoutPassphrase, `${newId()}@example.com`].map((address) =>
        failure(signInWithPassphrase({ email: address, passphrase: "not the right one" }, newCaller())),
      ),
    );
    expect(new Set(failures.map(({ code, message, details }) => JSON.stringify({ code, message, details }))).size).toBe(
      1,
    );
    expect(failures[0]?.code).toBe("unauthenticated");
  });

  it("stops after five wrong tries, says how long, and leaves others alone", async () => {
    const { email } = await newOperator();
    const caller = newCaller();
    for (let tries = 0; tries < limits.pair.points; tries += 1) {
      expect((await failure(signInWithPassphrase({ email, passphrase: "wrong" }, caller))).code).toBe(
        "unauthenticated",
      );
    }
    const refused = await failure(signInWithPassphrase({ email, passphrase }, caller));
    expect(refused.code).toBe("limit");
    expect(refused.details.retryAfterSeconds).toBeGreaterThan(60);
    expect(refused.details.retryAfterSeconds).toBeLessThanOrEqual(limits.pair.seconds);
    await expect(signInWithPassphrase({ email, passphrase }, newCaller())).resolves.toMatchObject({ email });
  });

  it("limits an unknown address just the same", async () => {
    const caller = newCaller();
    const email = `${newId()}@example.com`;
    const codes = [];
    for (let tries = 0; tries < limits.pair.points + 2; tries += 1) {
      codes.push((await failure(signInWithPassphrase({ email, passphrase: "wrong" }, caller))).code);
    }
    expect(codes).toEqual([...Array(limits.pair.points).fill("unauthenticated"), "limit", "limit"]);
  });

  it("counts tries that come at once", async () => {
    const { email } = await newOperator();
    const caller = newCaller();
    const codes = await Promise.all(
      Array.from({ length: 20 }, () => failure(signInWithPassphrase({ email, passphrase: "wrong" }, caller))),
    );
    expect(codes.filter((error) => error.code === "unauthenticated")).toHaveLength(limits.pair.points);
  });

  it("stores neither addresses nor accounts in the counters", async () => {
    const { email } = await newOperator();
    const caller = newCaller();
    await failure(signInWithPassphrase({ email, passphrase: "wrong" }, caller));
    const rows = await asAuthenticator((tx) => tx.$queryRaw<{ key: string }[]>`select key from rate_limit`);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ key }) => key.includes(email) || key.includes(caller.address))).toBe(false);
  });
});

describe("by link", () => {
  it("works once, for one of fifty at the same moment", async () => {
    const { context, email } = await newOperator();
    const token = tokenOf(await createSignInLink({ email }));
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => signInWithLink({ token }, newCaller())));
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    const codes = results.flatMap((result) => (result.status === "rejected" ? [result.reason.code] : []));
    expect(new Set(codes)).toEqual(new Set(["unauthenticated"]));
    const sessions = await inWorkspace(context.workspaceId, (tx) => tx.session.count());
    expect(sessions).toBe(1);
  });

  it("stops working after fifteen minutes", async () => {
    const { email } = await newOperator();
    const clock = testClock("2026-03-01T10:00:00Z");
    const token = tokenOf(await createSignInLink({ email, clock }));
    clock.advance(15 * 60_000);
    expect((await failure(signInWithLink({ token }, newCaller(), clock))).code).toBe("unauthenticated");
    clock.advance(-1);
    await expect(signInWithLink({ token }, newCaller(), clock)).resolves.toMatchObject({ email });
  });

  it("is not made for an unknown address", async () => {
    expect(await createSignInLink({ email: `${newId()}@example.com` })).toBeNull();
  });

  it("keeps the token's hash alone", async () => {
    const { email } = await newOperator();
    const token = tokenOf(await createSignInLink({ email }));
    const rows = await asAuthenticator((tx) => tx.signInToken.findMany({ where: { email } }));
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe("asking for a link", () => {
  it("answers the same for a known and an unknown address", async () => {
    const { email } = await newOperator();
    const known = await requestMailLink({ email }, newCaller());
    const unknown = await requestMailLink({ email: `${newId()}@example.com` }, newCaller());
    expect(known).toEqual(unknown);
  });

  it("is limited by account, wherever it comes from", async () => {
    const { email } = await newOperator();
    for (let asked = 0; asked < limits.mail.points; asked += 1) await requestMailLink({ email }, newCaller());
    expect((await failure(requestMailLink({ email }, newCaller()))).code).toBe("limit");
  });
});
