import { resolve } from "node:path";
import { expect, it } from "vitest";
import { readEnvironment } from "./env.ts";
import { databaseMode, isTransactionPooler, mailHost, runnerMode, sessionDatabaseUrl } from "./installation.ts";

function environment(source: Record<string, string>) {
  const result = readEnvironment(source);
  if (!result.ok) throw new Error(result.problems.join());
  return result.value;
}

it.each([
  ["postgresql://adjutant@localhost/postgres?host=/srv/app/.adjutant/run", "/srv/app/.adjutant", "embedded"],
  [`postgresql://adjutant@localhost/x?host=${resolve(".adjutant")}`, ".adjutant", "embedded"],
  ["postgresql://adjutant@localhost/x?host=/var/run/postgresql", ".adjutant", "postgres"],
  ["postgresql://a@localhost/x?host=/srv/app/.adjutant-other", "/srv/app/.adjutant", "postgres"],
  ["postgresql://user:word@db.example.com:5432/adjutant", ".adjutant", "postgres"],
])("knows whose database %s is", (DATABASE_URL, ADJUTANT_DATA, mode) => {
  expect(databaseMode(environment({ DATABASE_URL, ADJUTANT_DATA }))).toBe(mode);
});

it.each([
  [{}, "embedded"],
  [{ INNGEST_DEV: "0" }, "embedded"],
  [{ INNGEST_DEV: "1" }, "inngest"],
  [{ INNGEST_EVENT_KEY: "k" }, "inngest"],
  [{ INNGEST_BASE_URL: "http://127.0.0.1:8288" }, "inngest"],
])("knows the runner of %j", (source, mode) => {
  expect(runnerMode(environment(source))).toBe(mode);
});

const direct = "postgresql://owner:word@db.example.com:5432/postgres";
it.each([
  ["postgresql://a:b@db.example.com:5432/postgres", direct, "postgresql://a:b@db.example.com:5432/postgres"],
  ["postgresql://a:b@pool.example.com:6543/postgres", direct, direct],
  ["postgresql://a:b@pool.example.com/postgres?pgbouncer=true", direct, direct],
  ["postgresql://a:b@pool.example.com:6543/postgres", "", "postgresql://a:b@pool.example.com:6543/postgres"],
])("keeps a session beside %s", (DATABASE_URL, DIRECT_URL, expected) => {
  expect(sessionDatabaseUrl(environment({ DATABASE_URL, ...(DIRECT_URL ? { DIRECT_URL } : {}) }))).toBe(expected);
  expect(isTransactionPooler(environment({ DATABASE_URL }))).toBe(DATABASE_URL.includes("pool"));
});

it("names the mail server and nothing of its login", () => {
  expect(mailHost(environment({ SMTP_URL: "smtps://user:word@mail.example.com:465" }))).toBe("mail.example.com");
  expect(mailHost(environment({}))).toBeNull();
});
