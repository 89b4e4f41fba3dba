-- Roles, forced row-level security and append-only logs. Nothing here is owner, superuser or BYPASSRLS.
do $$
declare role_name text;
begin
  foreach role_name in array array['adjutant', 'adjutant_app', 'adjutant_auth', 'adjutant_runner'] loop
    if not exists (select 1 from pg_roles where rolname = role_name) then
      execute format('create role %I nologin noinherit', role_name);
    end if;
  end loop;
  -- the product logs in as `adjutant` (embedded) or as the migrating user, and takes one of the three roles per transaction
  grant adjutant_app, adjutant_auth, adjutant_runner to adjutant;
  execute format('grant adjutant_app, adjutant_auth, adjutant_runner to %I', current_user);
end $$;

grant usage on schema public to adjutant_app, adjutant_auth, adjutant_runner;

create extension if not exists vector;
create extension if not exists pg_trgm;

-- The workspace that this transaction may see; null (no rows) when it was not set.
create function current_workspace() returns uuid language sql stable
  as $$ select nullif(current_setting('app.workspace_id', true), '')::uuid $$;

-- Puts a table under forced row-level security by its workspace column. Every tenant table of a later migration calls it.
create function protect_tenant_table(target regclass, workspace_column text default 'workspace_id') returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant on %s to adjutant_app using (%I = current_workspace()) with check (%I = current_workspace())',
    target, workspace_column, workspace_column);
  execute format('grant select, insert, update on %s to adjutant_app', target);
end $$;

-- Refuses any change of a row that was written once.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

create function protect_log_table(target regclass) returns void language plpgsql as $$
begin
  perform protect_tenant_table(target);
  execute format('revoke update on %s from adjutant_app', target);
  execute format('create trigger append_only before update or delete on %s for each row execute function refuse_change()', target);
  execute format('create trigger append_only_truncate before truncate on %s for each statement execute function refuse_change()', target);
end $$;

do $$
declare target text;
begin
  perform protect_tenant_table('workspace', 'id');
  foreach target in array array[
    'operator', 'session', 'sign_in_token', 'api_key', 'audit_head', 'outbox_entry', 'connection', 'event', 'intake_example',
    'contact', 'message', 'task', 'invoice', 'invoice_line', 'credit_note', 'payment', 'number_series', 'mail', 'memory_item',
    'snapshot', 'workflow_setting', 'run', 'proposal', 'approval', 'effect', 'escalation'
  ] loop
    perform protect_tenant_table(target::regclass);
  end loop;
  perform protect_log_table('audit_entry');
  perform protect_log_table('run_entry');
end $$;
grant usage on all sequences in schema public to adjutant_app;

-- Before sign-in nobody's workspace is known: this role finds out who is asking, and can read nothing else.
create policy sign_in on operator for select to adjutant_auth using (true);
grant select on operator to adjutant_auth;
create policy sign_in on session for select to adjutant_auth using (true);
grant select on session to adjutant_auth;
create policy sign_in on sign_in_token to adjutant_auth using (true) with check (true);
grant select, insert, update on sign_in_token to adjutant_auth;
create policy sign_in on api_key to adjutant_auth using (true) with check (true);
grant select, update (last_used_at) on api_key to adjutant_auth;
create policy sign_in on connection for select to adjutant_auth using (true);
grant select on connection to adjutant_auth;
create policy sign_in on workspace for select to adjutant_auth using (true);
grant select on workspace to adjutant_auth;

-- The relay moves every workspace's outbox.
create policy relay on outbox_entry to adjutant_runner using (true) with check (true);
grant select, update, delete on outbox_entry to adjutant_runner;
create index outbox_entry_unsent on outbox_entry (created_at, id) where sent_at is null;

-- Counters of the rate limiter; no tenant's data.
create table rate_limit (key varchar(255) primary key, points integer not null default 0, expire bigint);
grant select, insert, update, delete on rate_limit to adjutant_auth;

create index proposal_queue on proposal (workspace_id, created_at, id) where status = 'pending';
create index effect_open on effect (workspace_id) where status in ('intended', 'calling');
create index run_open on run (workspace_id, created_at) where status in ('queued', 'running', 'waiting');
