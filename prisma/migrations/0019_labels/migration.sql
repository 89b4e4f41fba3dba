-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "taint" TEXT NOT NULL DEFAULT 'outside';

-- AlterTable
ALTER TABLE "run" ADD COLUMN     "private_data" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "taint" TEXT NOT NULL DEFAULT 'outside';

-- What came from outside stays so, whatever is done to it: a label only ever gets worse. The records of contacts are apart:
-- what the operator writes into them is the operator's.
create function keep_worst_label() returns trigger language plpgsql as $$
begin
  if old.taint <> 'operator' and new.taint = 'operator' then
    raise exception 'the label of a row of % cannot get better', tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

do $$
declare target text;
begin
  foreach target in array array['event', 'message', 'run', 'proposal', 'memory_item'] loop
    execute format('alter table %I add constraint %I check (taint in (''operator'', ''outside''))', target, target || '_taint');
    execute format('create trigger keep_worst_label before update of taint on %I for each row execute function keep_worst_label()', target);
  end loop;
end $$;
