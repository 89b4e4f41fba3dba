import { PrismaPg } from "@prisma/adapter-pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Prisma, PrismaClient } from "#server/db/generated/client.ts";
import { type ConformanceTarget, startConformanceTarget } from "./conformance-target.ts";

let target: ConformanceTarget;
let prisma: PrismaClient;

beforeAll(async () => {
  target = await startConformanceTarget();
  prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: target.url(), max: 8 }) });
});
afterAll(async () => {
  await prisma.$disconnect();
  await target.stop();
});

test("every type makes the round trip through Prisma's adapter", async () => {
  const stored = {
    json: { a: [1, { b: null }], text: 'ü"\\' },
    list: ["x", 'y,"z', ""],
    price: new Prisma.Decimal("12345678901234567890.12"),
    big: 9007199254740993n,
    bytes: new Uint8Array([0, 1, 255, 92]),
    at: new Date("2026-01-02T03:04:05.678Z"),
    on: true,
    real: 0.1,
    missing: null,
  };
  await prisma.$executeRaw`create table typed (json jsonb, list text[], price numeric, big bigint, bytes bytea,
    at timestamptz, "on" boolean, real double precision, missing text)`;
  await prisma.$executeRaw`insert into typed values (${stored.json}, ${stored.list}, ${stored.price}, ${stored.big},
    ${stored.bytes}, ${stored.at}, ${stored.on}, ${stored.real}, ${stored.missing})`;
  const [row] = await prisma.$queryRaw<(typeof stored)[]>`select * from typed`;
  expect(row && { ...row, bytes: new Uint8Array(row.bytes), price: row.price.toFixed() }).toEqual({
    ...stored,
    price: stored.price.toFixed(),
  });
});

test("sixty questions at once, batches, isolation levels", async () => {
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, index) => prisma.$queryRaw<{ n: number }[]>`select ${index}::int as n`),
  );
  expect(answers.map(([row]) => row?.n)).toEqual(Array.from({ length: 60 }, (_, index) => index));
  const level = await prisma.$transaction((tx) => tx.$queryRaw`show transaction_isolation`, {
    isolationLevel: "Serializable",
  });
  expect(level).toEqual([{ transaction_isolation: "serializable" }]);
});

test("interactive transactions take turns, and one that throws leaves nothing", async () => {
  await prisma.$executeRaw`create table turns (n int)`;
  await prisma.$executeRaw`insert into turns values (0)`;
  const add = (): Promise<void> =>
    prisma.$transaction(
      async (tx) => {
        const [row] = await tx.$queryRaw<{ n: number }[]>`select n from turns for update`;
        await new Promise((next) => setTimeout(next, 2));
        await tx.$executeRaw`update turns set n = ${(row?.n ?? 0) + 1}`;
      },
      { maxWait: 20_000, timeout: 20_000 },
    );
  await Promise.all(Array.from({ length: 20 }, add));
  const failing = prisma.$transaction(async (tx) => {
    await tx.$executeRaw`update turns set n = 1000`;
    throw new Error("changed my mind");
  });
  await expect(failing).rejects.toThrow("changed my mind");
  expect(await prisma.$queryRaw`select n from turns`).toEqual([{ n: 20 }]);
});

test("a deferred constraint that fails at COMMIT is an error of the transaction", async () => {
  await prisma.$executeRaw`create table owner_row (id int primary key)`;
  await prisma.$executeRaw`create table owned_row (owner int references owner_row deferrable initially deferred)`;
  const failing = prisma.$transaction(async (tx) => {
    await tx.$executeRaw`insert into owned_row values (12345)`;
  });
  await expect(failing).rejects.toThrow();
  expect(await prisma.$queryRaw`select * from owned_row`).toEqual([]);
});

test("a role and a setting of one transaction decide which rows it sees, and end with it", async () => {
  await prisma.$executeRaw`create table tenant_row (tenant text)`;
  await prisma.$executeRaw`insert into tenant_row values ('a'), ('b'), ('b')`;
  await prisma.$executeRaw`alter table tenant_row enable row level security`;
  await prisma.$executeRaw`create policy own on tenant_row using (tenant = current_setting('app.tenant', true))`;
  const reader = new PrismaClient({ adapter: new PrismaPg({ connectionString: target.url("reader") }) });
  await prisma.$executeRaw`grant select on tenant_row to public`;
  const count = (tenant: string): Promise<unknown> =>
    reader.$transaction(async (tx) => {
      await tx.$executeRaw`select set_config('app.tenant', ${tenant}, true)`;
      return tx.$queryRaw`select count(*)::int n from tenant_row`;
    });
  expect(await Promise.all([count("a"), count("b"), count("a"), count("b")])).toEqual([
    [{ n: 1 }],
    [{ n: 2 }],
    [{ n: 1 }],
    [{ n: 2 }],
  ]);
  expect(await reader.$queryRaw`select count(*)::int n from tenant_row`).toEqual([{ n: 0 }]);
  await reader.$disconnect();
});
