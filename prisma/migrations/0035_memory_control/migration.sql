-- CreateTable
CREATE TABLE "memory_boundary" (
    "workspace_id" UUID NOT NULL,
    "agent" TEXT NOT NULL,
    "tier" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "access" TEXT NOT NULL,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "memory_boundary_pkey" PRIMARY KEY ("workspace_id","agent","tier","kind")
);

-- CreateTable
CREATE TABLE "memory_refusal" (
    "workspace_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "agent" TEXT NOT NULL,
    "access" TEXT NOT NULL,
    "cells" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "memory_refusal_pkey" PRIMARY KEY ("workspace_id","run_id","reason")
);

-- CreateTable
CREATE TABLE "snapshot_text" (
    "workspace_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "snapshot_text_pkey" PRIMARY KEY ("workspace_id","hash")
);

-- CreateTable
CREATE TABLE "memory_rollback" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "wrote" UUID[],
    "closed" UUID[],
    "left" JSONB NOT NULL DEFAULT '[]',
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "memory_rollback_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "memory_refusal_workspace_id_at_idx" ON "memory_refusal"("workspace_id", "at");

-- CreateIndex
CREATE INDEX "memory_rollback_workspace_id_kind_subject_id_idx" ON "memory_rollback"("workspace_id", "kind", "subject_id");

select protect_tenant_table('memory_boundary');
select protect_tenant_table('memory_refusal');
select protect_tenant_table('snapshot_text');
select protect_tenant_table('memory_rollback');

alter table memory_boundary add constraint memory_boundary_access check (access in ('read', 'write', 'none'));

-- what was refused and what was taken back is history
revoke update on memory_refusal, memory_rollback from adjutant_app;
