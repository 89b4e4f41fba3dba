-- DropIndex
DROP INDEX "run_workspace_id_event_id_workflow_key";

-- AlterTable
ALTER TABLE "escalation" ADD COLUMN     "evidence" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "remedies" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "run" ADD COLUMN     "answer" JSONB,
ADD COLUMN     "compensation" TEXT,
ADD COLUMN     "input" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "origin" TEXT NOT NULL DEFAULT 'event',
ADD COLUMN     "parent_id" UUID,
ADD COLUMN     "paused_at" TIMESTAMPTZ(3),
ADD COLUMN     "replay_from" TEXT,
ADD COLUMN     "replay_of_id" UUID,
ADD COLUMN     "tries" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "supervision" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "supervision" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "run_id" UUID,
    "subject" TEXT NOT NULL,
    "finding" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "remedy" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "outcome" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "supervision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "circuit" (
    "workspace_id" UUID NOT NULL,
    "target" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'closed',
    "failures" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "opened_at" TIMESTAMPTZ(3),
    "probe_at" TIMESTAMPTZ(3),
    "probe_by" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "circuit_pkey" PRIMARY KEY ("workspace_id","target")
);

-- CreateTable
CREATE TABLE "dead_letter" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "status" TEXT NOT NULL DEFAULT 'open',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "dead_letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workflow_version" (
    "workspace_id" UUID NOT NULL,
    "workflow" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "published_by" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "workflow_version_pkey" PRIMARY KEY ("workspace_id","workflow","version")
);

-- CreateTable
CREATE TABLE "workflow_draft" (
    "workspace_id" UUID NOT NULL,
    "workflow" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "based_on" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "workflow_draft_pkey" PRIMARY KEY ("workspace_id","workflow")
);

-- CreateTable
CREATE TABLE "schedule" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "workflow" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "expression" TEXT NOT NULL,
    "time_zone" TEXT,
    "catch_up" TEXT NOT NULL DEFAULT 'once',
    "input" JSONB NOT NULL DEFAULT '{}',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "next_at" TIMESTAMPTZ(3),
    "last_slot_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "schedule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deadline" (
    "workspace_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "met_at" TIMESTAMPTZ(3),
    "breached_at" TIMESTAMPTZ(3),
    "held_at" TIMESTAMPTZ(3),

    CONSTRAINT "deadline_pkey" PRIMARY KEY ("workspace_id","run_id","path")
);

-- CreateTable
CREATE TABLE "notification" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "run_id" UUID,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "supervision_workspace_id_at_id_idx" ON "supervision"("workspace_id", "at" DESC, "id");

-- CreateIndex
CREATE INDEX "supervision_workspace_id_run_id_idx" ON "supervision"("workspace_id", "run_id");

-- CreateIndex
CREATE INDEX "dead_letter_workspace_id_status_created_at_idx" ON "dead_letter"("workspace_id", "status", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "dead_letter_workspace_id_kind_subject_id_key" ON "dead_letter"("workspace_id", "kind", "subject_id");

-- CreateIndex
CREATE INDEX "schedule_workspace_id_next_at_idx" ON "schedule"("workspace_id", "next_at");

-- CreateIndex
CREATE INDEX "deadline_workspace_id_due_at_idx" ON "deadline"("workspace_id", "due_at");

-- CreateIndex
CREATE INDEX "notification_workspace_id_created_at_idx" ON "notification"("workspace_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "run_workspace_id_parent_id_idx" ON "run"("workspace_id", "parent_id");

-- CreateIndex
CREATE INDEX "run_workspace_id_replay_of_id_idx" ON "run"("workspace_id", "replay_of_id");

-- CreateIndex
CREATE UNIQUE INDEX "run_workspace_id_event_id_workflow_origin_key" ON "run"("workspace_id", "event_id", "workflow", "origin");

do $$
declare target text;
begin
  foreach target in array array[
    'workflow_draft', 'schedule', 'deadline', 'notification', 'supervision', 'circuit', 'dead_letter'
  ] loop
    perform protect_tenant_table(target::regclass);
  end loop;
end $$;
-- a version is what runs were started with: it can be read and added, never changed
select protect_log_table('workflow_version');
grant delete on workflow_draft, schedule to adjutant_app;

create index deadline_open on deadline (workspace_id, due_at) where met_at is null and breached_at is null;
create index schedule_due on schedule (workspace_id, next_at) where enabled and next_at is not null;
