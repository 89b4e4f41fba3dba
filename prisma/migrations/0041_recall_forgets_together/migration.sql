-- Entries that go together take their terms along together: one by one, each would change the scope's row again.
drop trigger forget_terms on recall_entry;
drop function forget_recall_entry();

create function forget_recall_entries() returns trigger language plpgsql as $$
begin
  -- an item that is erased after its entry ends here
  if not exists (select from gone) then
    return null;
  end if;
  with taken as (
    delete from recall_posting p using gone
    where p.scope_id = gone.scope_id and p.slot = gone.slot and p.term = any(gone.terms)
    returning p.scope_id, p.term
  ), counted as (
    select scope_id, term, count(*)::integer as segments from taken group by scope_id, term
  )
  update recall_term t set segments = t.segments - counted.segments
    from counted where t.scope_id = counted.scope_id and t.term = counted.term;
  delete from recall_term t using (select distinct scope_id, unnest(terms) as term from gone) w
    where t.scope_id = w.scope_id and t.term = w.term and t.segments <= 0;
  update recall_scope s set segments = s.segments - w.segments, terms = s.terms - w.terms
    from (
      select scope_id, sum(cardinality(lengths))::integer as segments,
        sum((select coalesce(sum(one), 0) from unnest(lengths) one))::bigint as terms
      from gone group by scope_id
    ) w
    where s.scope_id = w.scope_id;
  return null;
end $$;
create trigger forget_terms after delete on recall_entry referencing old table as gone
  for each statement execute function forget_recall_entries();

-- The primary key begins with the scope too; beside this one, a planner without statistics read a whole scope for a few slots.
drop index recall_entry_scope_item;
