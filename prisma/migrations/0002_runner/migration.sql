-- The embedded runner's own tables. Payloads are JSON kept as text: no query looks inside, and text keeps every byte.
do $$ begin create role adjutant_runner nologin; exception when duplicate_object or unique_violation then null; end $$;

create schema if not exists runner;

-- One row per accepted event; id is a ULID, so the primary key is also the order of arrival.
create table runner.event (
  id text collate "C" primary key,
  external_id text collate "C",
  name text collate "C" not null,
  body text not null,
  unmatched boolean not null default false
);
create unique index event_external on runner.event (external_id) where external_id is not null;
create index event_unmatched on runner.event (id) where unmatched;

-- One row per run of one function. pending counts planned steps that are not finished.
create table runner.run (
  id text collate "C" primary key,
  function_id text collate "C" not null,
  status text not null default 'queued',
  event_ids text[] not null,
  pending integer not null default 0,
  lane text collate "C" not null default '',
  keys text[],
  limits integer[],
  singleton_key text collate "C",
  parent_run_id text collate "C",
  parent_step_id text collate "C",
  output text,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz
);
create index run_live on runner.run (function_id, id) where ended_at is null;
create unique index run_singleton on runner.run (function_id, singleton_key) where ended_at is null and singleton_key is not null;

-- Memoised results; completed_at is null while a planned step is pending. seq is the order of completion.
-- race: the SDK wants a discovery after this step alone, not after all steps planned with it.
create sequence runner.step_order;
create table runner.step (
  run_id text collate "C" not null,
  id text collate "C" not null,
  seq bigint not null default nextval('runner.step_order'),
  op text not null,
  name text,
  data text,
  error text,
  race boolean not null default false,
  completed_at timestamptz,
  primary key (run_id, id)
);

-- Work that is due now. step_id '' is a discovery call. lease_token rises with every claim and every take-over.
create table runner.item (
  id bigint generated always as identity primary key,
  run_id text collate "C" not null,
  step_id text collate "C" not null default '',
  attempt integer not null default 0,
  again boolean not null default false,
  lane text collate "C" not null default '',
  keys text[],
  limits integer[],
  rank timestamptz not null,
  worker_id text collate "C",
  lease_token bigint not null default 0,
  takeovers integer not null default 0
);
create unique index item_step on runner.item (run_id, step_id);
create index item_ready on runner.item (lane, rank) where worker_id is null;
create index item_leased on runner.item (worker_id) where worker_id is not null;

-- What a run waits for: a time (due_at), an event (match_event, match_key, match_if), another run (child_run_id).
create table runner.pause (
  id bigint generated always as identity primary key,
  run_id text collate "C" not null,
  step_id text collate "C" not null default '',
  kind text not null,
  attempt integer not null default 0,
  due_at timestamptz,
  match_event text collate "C",
  match_key text collate "C",
  match_if text,
  child_run_id text collate "C"
);
create index pause_run on runner.pause (run_id);
create index pause_due on runner.pause (due_at) where due_at is not null;
create index pause_match on runner.pause (match_event, match_key) where match_event is not null;
create unique index pause_child on runner.pause (child_run_id) where child_run_id is not null;

-- Events gathered for one future run: debounce and batch.
create table runner.gather (
  function_id text collate "C" not null,
  key text collate "C" not null,
  event_ids text[] not null,
  first_at timestamptz not null,
  due_at timestamptz not null,
  primary key (function_id, key)
);
create index gather_due on runner.gather (due_at);

-- Idempotency keys and the theoretical arrival times of rate limits and throttles (generic cell rate algorithm).
create table runner.mark (
  kind text not null,
  function_id text collate "C" not null,
  key text collate "C" not null,
  until timestamptz not null,
  primary key (kind, function_id, key)
);
create index mark_until on runner.mark (until);

create table runner.cron (
  function_id text collate "C" not null,
  expression text not null,
  next_at timestamptz not null,
  primary key (function_id, expression)
);

-- One row per living process; items are leased to a worker for as long as its lease runs.
create table runner.worker (
  id text collate "C" primary key,
  host text not null,
  pid integer not null,
  pid_started text not null,
  lease_until timestamptz not null
);

grant usage on schema runner to adjutant_runner;
grant usage on all sequences in schema runner to adjutant_runner;
grant select, insert, update, delete on all tables in schema runner to adjutant_runner;
