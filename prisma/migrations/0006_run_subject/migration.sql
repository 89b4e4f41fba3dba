-- AlterTable
ALTER TABLE "run" ADD COLUMN     "subject" TEXT;

-- Several events may report one thing (a failed payment comes as invoice, charge and intent): one run follows it up.
create unique index run_open_subject on run (workspace_id, workflow, subject)
  where subject is not null and status in ('queued', 'running', 'waiting');
