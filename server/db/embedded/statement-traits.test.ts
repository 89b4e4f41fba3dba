import { expect, test } from "vitest";
import { customSettingNames, prefixPreparedName, statementTraits } from "./statement-traits.ts";

test.each([
  ["set statement_timeout = 5", true],
  ["/* why */ SET ROLE x", true],
  ["-- why\nset x.y to 'z'", true],
  ["select 1; set work_mem = '1MB'", true],
  ["reset all", true],
  ["do $$ begin perform 1; end $$", true],
  ["select set_config('role', 'a', false)", true],
  ["select set_config('role', 'a', $1)", true],
  ["select set_config('role', 'a', true), set_config('b.c', $2, false)", true],
  ["set local role x", false],
  ["set transaction isolation level serializable", false],
  ["update t set a = 1", false],
  ["select set_config('role', 'adjutant_app', true), set_config('app.workspace_id', $1, true)", false],
  ["select set_config('role', $1, true)", false],
  ["insert into t values ('; set role x')", false],
  ["insert into t values ($body$; set role x$body$)", false],
  ["select $1::text, '\\', 'set role x'", false],
])("%s changes the session: %s", (sql, session) => {
  expect(statementTraits(sql)).toMatchObject({ session, refusal: undefined });
});

test.each([
  "create temp table a (b int)",
  "CREATE TEMPORARY TABLE a AS SELECT 1",
  "create local temp table a (b int)",
  "select 1 into temp a",
  "create temp view v as select 1",
  "create temporary sequence s",
  "select pg_advisory_lock(1, 2), 3",
  "set session authorization x",
  "set\n local /* hidden */ session\nauthorization x",
  "reset session authorization",
  "select set_config('session_authorization', 'x', false)",
  "declare c cursor with hold for select 1",
  "select 1; execute p",
  "select 1; copy t from stdin",
])("%s is refused", (sql) => {
  expect(statementTraits(sql).refusal).toBeTypeOf("string");
});

test.each([
  "create temp table a (b int) on commit drop",
  "select pg_advisory_xact_lock(1)",
  "select temp from weather",
  "select e'it\\'s; create temp table a (b int)', $1$2",
  "select 1 /* a /* nested */ ; create temp table a (b int) */",
  'select "odd;""name; create temp table a (b int)"',
  "create table temporary_things (a int)",
  "copy t to stdout",
  "insert into log values ('create temp table a (b int)')",
])("%s is not refused", (sql) => {
  expect(statementTraits(sql).refusal).toBeUndefined();
});

test("long work, listening, copying and discarding are seen", () => {
  expect(statementTraits("create unique index concurrently i on t (a)").slow).toBe(true);
  expect(statementTraits("vacuum (analyze) t").slow).toBe(true);
  expect(statementTraits("select a from t").slow).toBe(false);
  expect(statementTraits("unlisten *").listens).toBe(true);
  expect(statementTraits("copy t (a, b) from stdin csv").copiesIn).toBe(true);
  expect(statementTraits("discard all;").discards).toBe("session");
  expect(statementTraits("deallocate all").discards).toBe("statements");
});

test("names in SQL prepared statements get the prefix, folded as Postgres does", () => {
  expect(prefixPreparedName("prepare Plan (int) as select 1", "c1_")?.sql).toBe('prepare "c1_plan" (int) as select 1');
  expect(prefixPreparedName(' EXECUTE "Odd ""name"(1)', "c1_")).toEqual({
    sql: ' EXECUTE "c1_Odd ""name"(1)',
    name: 'Odd "name',
  });
  expect(prefixPreparedName("deallocate prepare p", "c1_")?.sql).toBe('deallocate prepare "c1_p"');
  expect(prefixPreparedName("select 1", "c1_")).toBeUndefined();
});

test("custom settings are found by name", () => {
  expect(customSettingNames("set App.Colour = 'x'; select set_config('app.other', '1', false)")).toEqual([
    "app.colour",
    "app.other",
  ]);
});

test("a long literal is read in linear time", () => {
  const sql = `set local x.y = '${"it''s ".repeat(400_000)}'; reset all`;
  expect(statementTraits(sql).session).toBe(true);
});
