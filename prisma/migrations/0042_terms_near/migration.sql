-- Words near a word that nobody wrote, by its ends: a single slip leaves its beginning or its end whole, so two short ranges
-- of the vocabulary hold what it may have been. Trigrams went through most of a large vocabulary for each word.
drop function terms_like(uuid, text[]);
drop index recall_term_like;
-- scope and word as one text: an index that began with the scope alone would tempt a planner without statistics to read all
-- of a scope wherever one word is looked up
create index recall_term_beginning on recall_term ((scope_id::text || term) text_pattern_ops);
create index recall_term_end on recall_term ((scope_id::text || reverse(term)) text_pattern_ops);
create function terms_near(scope uuid, words text[])
  returns table (word text, term text, segments integer)
  language sql stable security definer set search_path = public, pg_temp
  begin atomic
    select given.word, near.term, near.segments
    from (
      select one as word, case when length(one) < 6 then 2 else 3 end as piece from unnest(words) as one
    ) given
    cross join lateral (
      select t.term, t.segments from recall_term t
      where t.workspace_id = current_workspace()
        and (t.scope_id::text || t.term) ~>=~ (scope::text || left(given.word, given.piece))
        and (t.scope_id::text || t.term) ~<~ (scope::text || left(given.word, given.piece) || chr(1114111))
        and abs(length(t.term) - length(given.word)) <= 2
      union
      select t.term, t.segments from recall_term t
      where t.workspace_id = current_workspace()
        and (t.scope_id::text || reverse(t.term)) ~>=~ (scope::text || reverse(right(given.word, given.piece)))
        and (t.scope_id::text || reverse(t.term)) ~<~ (scope::text || reverse(right(given.word, given.piece)) || chr(1114111))
        and abs(length(t.term) - length(given.word)) <= 2
    ) near;
  end;
revoke execute on function terms_near(uuid, text[]) from public;
grant create on schema public to adjutant_search;
alter function terms_near(uuid, text[]) owner to adjutant_search;
revoke create on schema public from adjutant_search;
grant execute on function terms_near(uuid, text[]) to adjutant_app;
