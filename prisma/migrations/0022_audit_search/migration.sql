-- Words are searched by their trigrams. Row-level security lets no index answer `like`, which could betray rows by its
-- errors, so one function looks the index up under a role of its own that can read these columns and do nothing else; it
-- answers sequence numbers of the current workspace, for up to three words that an entry holds together.

-- What an entry says, in small letters. Ids and hashes are left out: they would be most of the index, and are looked up
-- as they are.
create function audit_words(action text, subject_kind text, reason text, data jsonb) returns text
  language sql immutable parallel safe
  return lower(action || ' ' || subject_kind || ' ' || coalesce(reason, '') || ' '
    || regexp_replace(data::text, '[0-9a-f]{8}[0-9a-f-]{8,}', '', 'g'));

-- a small list of what is not sorted in yet: no single entry waits long while it is
create index audit_entry_words on audit_entry using gin (audit_words(action, subject_kind, reason, data) gin_trgm_ops)
  with (gin_pending_list_limit = 512);

do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'adjutant_search') then
    create role adjutant_search nologin noinherit;
  end if;
  execute format('grant adjutant_search to %I', current_user);
end $$;

grant usage on schema public to adjutant_search;
grant select (workspace_id, sequence, action, subject_kind, reason, data) on audit_entry to adjutant_search;
create policy search on audit_entry for select to adjutant_search using (true);

create function find_in_audit(patterns text[], before integer) returns setof integer
  language sql stable security definer set search_path = public, pg_temp
  begin atomic
    select sequence from audit_entry
    where workspace_id = current_workspace() and sequence < before
      and audit_words(action, subject_kind, reason, data) like patterns[1]
      and audit_words(action, subject_kind, reason, data) like coalesce(patterns[2], '%')
      and audit_words(action, subject_kind, reason, data) like coalesce(patterns[3], '%');
  end;
revoke execute on function find_in_audit(text[], integer) from public;

-- only one that may make functions here can be given one
grant create on schema public to adjutant_search;
alter function find_in_audit(text[], integer) owner to adjutant_search;
revoke create on schema public from adjutant_search;
grant execute on function find_in_audit(text[], integer) to adjutant_app;
