-- AlterTable
ALTER TABLE "outbox_entry" ADD COLUMN     "dead_at" TIMESTAMPTZ(3);

-- what each round of supervision looks for, in a few rows of large tables
create index outbox_entry_refused on outbox_entry (workspace_id) where sent_at is null and attempts > 0;
create index run_failed on run (workspace_id, finished_at) where status = 'failed';
create index deadline_breached on deadline (workspace_id, breached_at) where breached_at is not null;
create index supervision_under_way on supervision (workspace_id, at) where outcome is null;
