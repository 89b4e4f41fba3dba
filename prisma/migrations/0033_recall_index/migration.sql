-- CreateTable
CREATE TABLE "recall_entry" (
    "workspace_id" UUID NOT NULL,
    "scope_id" UUID NOT NULL,
    "slot" BIGINT NOT NULL,
    "item_id" UUID NOT NULL,
    "alone" BOOLEAN NOT NULL,
    "tier" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "taint" TEXT NOT NULL,
    "standing" BOOLEAN NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3),
    "weight" REAL NOT NULL,
    "lengths" SMALLINT[],
    "terms" TEXT[],

    CONSTRAINT "recall_entry_pkey" PRIMARY KEY ("scope_id","slot")
);

-- CreateTable
CREATE TABLE "recall_posting" (
    "workspace_id" UUID NOT NULL,
    "scope_id" UUID NOT NULL,
    "term" TEXT NOT NULL,
    "slot" BIGINT NOT NULL,
    "segment" SMALLINT NOT NULL,
    "occurs" SMALLINT NOT NULL,

    CONSTRAINT "recall_posting_pkey" PRIMARY KEY ("scope_id","term","slot","segment")
);

-- CreateTable
CREATE TABLE "recall_term" (
    "workspace_id" UUID NOT NULL,
    "scope_id" UUID NOT NULL,
    "term" TEXT NOT NULL,
    "segments" INTEGER NOT NULL,

    CONSTRAINT "recall_term_pkey" PRIMARY KEY ("scope_id","term")
);

-- CreateTable
CREATE TABLE "recall_scope" (
    "workspace_id" UUID NOT NULL,
    "scope_id" UUID NOT NULL,
    "segments" INTEGER NOT NULL DEFAULT 0,
    "terms" BIGINT NOT NULL DEFAULT 0,
    "conversations" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "recall_scope_pkey" PRIMARY KEY ("scope_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "recall_entry_item_id_key" ON "recall_entry"("item_id");

-- AddForeignKey
ALTER TABLE "recall_entry" ADD CONSTRAINT "recall_entry_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "memory_item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

select protect_tenant_table('recall_entry');
select protect_tenant_table('recall_posting');
select protect_tenant_table('recall_term');
select protect_tenant_table('recall_scope');
-- all of it is derived from memory_item and can be made again: an item that is erased takes its words with it
grant delete on recall_entry, recall_posting, recall_term to adjutant_app;

-- An entry that goes takes its terms along, so that no erased word stays behind.
create function forget_recall_entry() returns trigger language plpgsql as $$
declare
  gone integer;
begin
  with taken as (
    delete from recall_posting where scope_id = old.scope_id and slot = old.slot and term = any(old.terms) returning term
  ), counted as (
    select term, count(*)::integer as segments from taken group by term
  )
  update recall_term t set segments = t.segments - counted.segments
    from counted where t.scope_id = old.scope_id and t.term = counted.term;
  delete from recall_term where scope_id = old.scope_id and term = any(old.terms) and segments <= 0;
  gone := coalesce(array_length(old.lengths, 1), 0);
  update recall_scope set segments = segments - gone,
      terms = terms - coalesce((select sum(one) from unnest(old.lengths) one), 0)
    where scope_id = old.scope_id;
  return old;
end $$;
create trigger forget_terms before delete on recall_entry for each row execute function forget_recall_entry();

-- What decides whether an item may be recalled changes with the item, whoever changes it.
create function follow_memory_item() returns trigger language plpgsql as $$
begin
  update recall_entry set standing = not new.quarantined and new.hidden_at is null,
      valid_from = new.valid_from, valid_to = new.valid_to
    where item_id = new.id;
  return new;
end $$;
create trigger follow_recall after update of quarantined, hidden_at, valid_from, valid_to on memory_item
  for each row execute function follow_memory_item();

-- Terms like a word that nobody wrote. Row-level security lets no index answer `%`, so one function looks the index up under
-- the role that may read words and do nothing else, and answers for the current workspace only.
create index recall_term_like on recall_term using gin (term gin_trgm_ops);
grant select (workspace_id, scope_id, term, segments) on recall_term to adjutant_search;
create policy search on recall_term for select to adjutant_search using (true);
create function terms_like(scope uuid, words text[])
  returns table (word text, term text, segments integer, similarity real)
  language sql stable security definer set search_path = public, pg_temp set pg_trgm.similarity_threshold = 0.34
  begin atomic
    select given.word, near.term, near.segments, near.similarity
    from unnest(words) as given (word),
      lateral (
        select t.term, t.segments, similarity(t.term, given.word) as similarity from recall_term t
        where t.workspace_id = current_workspace() and t.scope_id = scope and t.term % given.word
        order by similarity(t.term, given.word) desc, t.segments desc limit 8
      ) near;
  end;
revoke execute on function terms_like(uuid, text[]) from public;
grant create on schema public to adjutant_search;
alter function terms_like(uuid, text[]) owner to adjutant_search;
revoke create on schema public from adjutant_search;
grant execute on function terms_like(uuid, text[]) to adjutant_app;

-- A space is what a caller put there, as a whole: it can be taken out again. Of the workspace's own memory no row goes this way.
grant delete on memory_item to adjutant_app;
create policy erase_spaces_only on memory_item as restrictive for delete to adjutant_app using (space_id is not null);
create index recall_entry_scope_item on recall_entry (scope_id, item_id);
create index memory_item_space on memory_item (space_id, external_id) where space_id is not null;
