import { afterAll, beforeAll, expect, it } from "vitest";
import { databaseOnServer, embeddedDatabase, type TestDatabase } from "#scripts/database-for-tests.ts";
import { disconnect } from "#server/db/client.ts";
import { testClock } from "#server/db/test-database.ts";
import { asAuthenticator, inWorkspace } from "#server/db/transaction.ts";
import { findLiveSession } from "#server/domains/session/index.ts";
import { createSetupLink, createSignInLink, installationFacts, setUp, signInWithPassphrase } from "./index.ts";

// "the first operator of the installation" needs an installation of its own
let own: TestDatabase;
beforeAll(async () => {
  const server = process.env.TEST_DATABASE_URL;
  own = server ? await databaseOnServer(server) : await embeddedDatabase();
  process.env.DATABASE_URL = own.appUrl;
});
afterAll(async () => {
  await disconnect();
  await own.remove();
});

const caller = (index: number) => ({ address: `192.0.2.${index}`, userAgent: "test" });
const form = {
  workspaceName: "Harbour Lane",
  name: "Ana Duarte",
  email: "Ana@HarbourLane.test",
  passphrase: "harbour lane at dawn",
  timeZone: "Europe/Lisbon",
};
const tokenOf = (link: { url: string } | null) => new URL(link?.url ?? "").searchParams.get("token") ?? "";

it("sets the installation up once, whoever races, and only by the newest link", async () => {
  expect(await installationFacts()).toEqual({ hasOperator: false, mailLink: false });
  expect(await createSignInLink()).toBeNull();
  const older = tokenOf(await createSetupLink());
  const clock = testClock();
  const late = tokenOf(await createSetupLink(clock));
  clock.advance(24 * 3600_000);
  await expect(setUp({ ...form, token: late }, caller(1), clock)).rejects.toMatchObject({ code: "unauthenticated" });

  const link = await createSetupLink();
  expect(new URL(link?.url ?? "").pathname).toBe("/setup");
  const token = tokenOf(link);
  for (const wrong of [
    { token: older },
    { token: "guessed" },
    { token, passphrase: "short" },
    { token, timeZone: "Atlantis" },
  ]) {
    await expect(setUp({ ...form, ...wrong }, caller(2))).rejects.toThrow();
  }
  expect(await installationFacts()).toMatchObject({ hasOperator: false });

  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) => setUp({ ...form, token }, caller(10 + index))),
  );
  const sessions = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  expect(sessions).toHaveLength(1);
  const session = sessions[0];
  expect(await findLiveSession(session?.sessionId ?? "")).toMatchObject({ operatorEmail: "ana@harbourlane.test" });
  expect(await asAuthenticator((tx) => tx.workspace.findMany())).toMatchObject([
    { name: "Harbour Lane", timeZone: "Europe/Lisbon", currency: "EUR" },
  ]);
  const audit = await inWorkspace(session?.workspaceId ?? "", (tx) =>
    tx.auditEntry.findMany({ orderBy: { sequence: "asc" } }),
  );
  expect(audit.map((entry) => entry.action)).toEqual(["workspace.create", "operator.create", "session.begin"]);
  expect(JSON.stringify(audit)).not.toContain("argon2id");

  expect(await createSetupLink()).toBeNull();
  expect(await installationFacts()).toMatchObject({ hasOperator: true });
  expect(new URL((await createSignInLink())?.url ?? "").pathname).toBe("/sign-in/link");
  await expect(
    signInWithPassphrase({ email: form.email, passphrase: form.passphrase }, caller(99)),
  ).resolves.toMatchObject({ name: "Ana Duarte" });
});
