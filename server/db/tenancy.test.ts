import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { appendAudit } from "#server/commands/audit.ts";
import { addMemory } from "#server/memory/index.ts";
import { database } from "./client.ts";
import { newWorkspace } from "./test-database.ts";
import { asAuthenticator, asRelay, inWorkspace } from "./transaction.ts";

const owner = new pg.Client({ connectionString: process.env.DIRECT_URL });
beforeAll(() => owner.connect());
afterAll(() => owner.end());

const kestrel = { action: "test.note", subject: { kind: "task", id: "1" }, data: { text: "Kestrel" } };

type Table = { name: string; enabled: boolean; forced: boolean; policies: string[] };

/**
 * Every table of the product that holds tenants' rows, read from the catalogue, so that none can be forgotten, with the
 * policies that let rows through: a restrictive one only holds back.
 */
async function tenantTables(): Promise<Table[]> {
  const { rows } = await owner.query<Table>(`
    select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
      array(select pg_get_expr(p.polqual, p.polrelid) from pg_policy p
        where p.polrelid = c.oid and p.polpermissive and 'adjutant_app'::regrole = any (p.polroles)) as policies
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and (c.relname = 'workspace' or exists (
      select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped))
    order by 1`);
  return rows;
}

it("every table with a workspace is under forced row-level security, by exactly that column", async () => {
  const tables = await tenantTables();
  expect(tables.length).toBeGreaterThan(25);
  const wrong = tables.filter(({ name, enabled, forced, policies }) => {
    const column = name === "workspace" ? "id" : "workspace_id";
    return !enabled || !forced || policies.join() !== `(${column} = current_workspace())`;
  });
  expect(wrong).toEqual([]);
});

it("every other table in the product's schema is a known one without tenants' data", async () => {
  const { rows } = await owner.query<{ name: string }>(`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relname <> 'workspace' and not exists (
      select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped)
    order by 1`);
  const known = new Set(["_prisma_migrations", "rate_limit"]);
  expect(rows.filter(({ name }) => !known.has(name))).toEqual([]);
});

it("the roles own nothing, bypass nothing and cannot log in", async () => {
  const roles = ["adjutant_app", "adjutant_auth", "adjutant_runner", "adjutant_search"];
  const { rows } = await owner.query(
    `select rolname, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb, rolreplication,
       (select count(*)::int from pg_class where relowner = r.oid) as owned,
       (select count(*)::int from pg_auth_members where member = r.oid) as memberships
     from pg_roles r where rolname = any ($1) order by 1`,
    [roles],
  );
  const powerless = { rolsuper: false, rolbypassrls: false, rolcanlogin: false, rolcreaterole: false };
  expect(rows).toMatchObject(
    roles.map((rolname) => ({
      rolname,
      ...powerless,
      rolcreatedb: false,
      rolreplication: false,
      owned: 0,
      memberships: 0,
    })),
  );
});

it("the product's login is no superuser and bypasses nothing", async () => {
  const [row] = await database().prisma.$queryRaw<Record<string, boolean>[]>`
    select rolsuper, rolbypassrls, rolcreaterole, rolinherit from pg_roles where rolname = session_user`;
  expect(row).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolinherit: false });
});

it("without a workspace no row of any table is seen, and none can be written", async () => {
  const context = await newWorkspace();
  for (const { name } of await tenantTables()) {
    const seen = await database().prisma.$transaction(async (tx) => {
      await tx.$executeRaw`select set_config('role', 'adjutant_app', true)`;
      return tx.$queryRawUnsafe<unknown[]>(`select 1 from "${name}" limit 1`);
    });
    expect([name, seen]).toEqual([name, []]);
  }
  const write = database().prisma.$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('role', 'adjutant_app', true)`;
    await tx.workspace.create({ data: { id: context.workspaceId.replace(/^./, "f"), name: "None" } });
  });
  await expect(write).rejects.toThrow(/row-level security/);
});

it("a workspace sees and moves no row of another", async () => {
  const [mine, foreign] = [await newWorkspace(), await newWorkspace()];
  await inWorkspace(mine.workspaceId, async (tx) => {
    expect(await tx.workspace.findMany({ select: { id: true } })).toEqual([{ id: mine.workspaceId }]);
    expect(await tx.operator.findUnique({ where: { id: foreign.actor.id } })).toBeNull();
    const renamed = await tx.workspace.updateMany({ where: { id: foreign.workspaceId }, data: { name: "Taken" } });
    expect(renamed.count).toBe(0);
  });
  const planted = inWorkspace(mine.workspaceId, (tx) =>
    tx.operator.update({ where: { id: mine.actor.id }, data: { workspaceId: foreign.workspaceId } }),
  );
  await expect(planted).rejects.toThrow(/row-level security/);
});

it("the setting ends with its transaction: the next one on the same connection sees nothing", async () => {
  const context = await newWorkspace();
  await inWorkspace(context.workspaceId, (tx) => tx.workspace.findMany());
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      const [row] = await database().prisma.$queryRaw<{ role: string; workspace: string | null }[]>`
        select current_user::text as role, nullif(current_setting('app.workspace_id', true), '') as workspace`;
      expect(row?.workspace).toBeNull();
      expect(row?.role).not.toBe("adjutant_app");
    }),
  );
});

it.each([
  [
    "authenticator",
    asAuthenticator,
    ["operator", "session", "sign_in_token", "api_key", "connection", "decision_link", "workspace"],
  ],
  ["relay", asRelay, ["idempotency_key", "outbox_entry"]],
] as const)("the %s reads what its work needs and no business", async (_, as, allowed) => {
  const readable: string[] = [];
  for (const { name } of await tenantTables()) {
    const answer = await as((tx) => tx.$queryRawUnsafe(`select 1 from "${name}" limit 1`)).then(
      () => true,
      () => false,
    );
    if (answer) readable.push(name);
  }
  expect(readable.sort()).toEqual([...allowed].sort());
});

it("of answers that are kept for an idempotency key the relay sees their age alone", async () => {
  const { rows } = await owner.query<{ attname: string }>(`
    select attname from pg_attribute where attrelid = 'idempotency_key'::regclass and attnum > 0
      and has_column_privilege('adjutant_runner', attrelid, attnum, 'select')`);
  expect(rows).toEqual([{ attname: "created_at" }]);
});

it("the role that looks words up reads those of the audit trail and of recall alone, is nobody's, and answers for one workspace", async () => {
  const { rows } = await owner.query<{ name: string }>(`
    select c.relname || '.' || a.attname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
      and has_column_privilege('adjutant_search', c.oid, a.attnum, 'select, insert, update') order by 1`);
  const columns = ["action", "data", "reason", "sequence", "subject_kind", "workspace_id"];
  const terms = ["scope_id", "segments", "term", "workspace_id"];
  expect(rows.map(({ name }) => name)).toEqual([
    ...columns.map((column) => `audit_entry.${column}`),
    ...terms.map((column) => `recall_term.${column}`),
  ]);
  await expect(
    database().prisma.$transaction((tx) => tx.$executeRaw`select set_config('role', 'adjutant_search', true)`),
  ).rejects.toThrow(/permission denied/);
  const found = (workspaceId: string) =>
    inWorkspace(workspaceId, (tx) => tx.$queryRaw`select find_in_audit(array['%kestrel%'], 100) as sequence`);
  const [mine, foreign] = [await newWorkspace(), await newWorkspace()];
  await inWorkspace(foreign.workspaceId, (tx) => appendAudit(tx, foreign, kestrel));
  expect([await found(mine.workspaceId), await found(foreign.workspaceId)]).toEqual([[], [{ sequence: 1 }]]);
  await addMemory.execute(foreign, { kind: "fact", text: "A kestrel nests in the tower" });
  const like = (workspaceId: string) =>
    inWorkspace(
      workspaceId,
      (tx) => tx.$queryRaw`select term from terms_near(${foreign.workspaceId}::uuid, array['kestrle'])`,
    );
  expect([await like(mine.workspaceId), await like(foreign.workspaceId)]).toEqual([[], [{ term: "kestrel" }]]);
});
