-- CreateTable
CREATE TABLE "schedule_slot" (
    "workspace_id" UUID NOT NULL,
    "schedule_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER DEFAULT 1,
    "outcome" TEXT NOT NULL,
    "because" TEXT,
    "run_id" UUID,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "schedule_slot_pkey" PRIMARY KEY ("workspace_id","schedule_id","at")
);

select protect_tenant_table('schedule_slot');
grant delete on schedule_slot to adjutant_app;
