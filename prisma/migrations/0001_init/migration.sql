-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "connection" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "connector" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "secret_sealed" TEXT,
    "previous_sealed" TEXT,
    "previous_valid_to" TIMESTAMPTZ(3),
    "config" JSONB NOT NULL DEFAULT '{}',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_received_at" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "connection_id" UUID,
    "content_type" TEXT NOT NULL,
    "raw" BYTEA NOT NULL,
    "payload" JSONB,
    "taint" TEXT NOT NULL DEFAULT 'outside',
    "status" TEXT NOT NULL DEFAULT 'received',
    "note" TEXT,
    "contact_id" UUID,
    "intake" JSONB,
    "occurred_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "intake_example" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "intent" TEXT NOT NULL,
    "event_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "intake_example_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "company" TEXT,
    "phone" TEXT,
    "external_id" TEXT,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "contact_id" UUID,
    "event_id" UUID,
    "effect_id" UUID,
    "direction" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "from_address" TEXT NOT NULL,
    "to_address" TEXT NOT NULL,
    "message_id" TEXT,
    "in_reply_to" TEXT,
    "thread_key" TEXT NOT NULL,
    "taint" TEXT NOT NULL DEFAULT 'outside',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "note" TEXT,
    "status" TEXT NOT NULL DEFAULT 'open',
    "due_at" TIMESTAMPTZ(3),
    "contact_id" UUID,
    "run_id" UUID,
    "effect_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invoice" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "number" TEXT,
    "contact_id" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "net_minor" INTEGER NOT NULL,
    "tax_minor" INTEGER NOT NULL,
    "total_minor" INTEGER NOT NULL,
    "paid_minor" INTEGER NOT NULL DEFAULT 0,
    "credited_minor" INTEGER NOT NULL DEFAULT 0,
    "issued_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "external_id" TEXT,
    "effect_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invoice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invoice_line" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "invoice_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "description" TEXT NOT NULL,
    "quantity_milli" INTEGER NOT NULL,
    "unit_minor" INTEGER NOT NULL,
    "tax_basis_points" INTEGER NOT NULL,
    "net_minor" INTEGER NOT NULL,
    "tax_minor" INTEGER NOT NULL,

    CONSTRAINT "invoice_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_note" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "invoice_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "currency" TEXT NOT NULL,
    "total_minor" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "effect_id" UUID,

    CONSTRAINT "credit_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "invoice_id" UUID,
    "contact_id" UUID,
    "event_id" UUID,
    "amount_minor" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "external_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "number_series" (
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "next" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "number_series_pkey" PRIMARY KEY ("workspace_id","kind","year")
);

-- CreateTable
CREATE TABLE "mail" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "effect_id" UUID NOT NULL,
    "contact_id" UUID,
    "message_id" TEXT NOT NULL,
    "from_address" TEXT NOT NULL,
    "to_address" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "raw" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "response" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memory_item" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "tier" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "source_kind" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "taint" TEXT NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "quarantined" BOOLEAN NOT NULL DEFAULT false,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3),
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "chain_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "memory_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "snapshot" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workflow_setting" (
    "workspace_id" UUID NOT NULL,
    "workflow" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workflow_setting_pkey" PRIMARY KEY ("workspace_id","workflow")
);

-- CreateTable
CREATE TABLE "run" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "workflow" TEXT NOT NULL,
    "workflow_version" INTEGER NOT NULL,
    "event_id" UUID NOT NULL,
    "contact_id" UUID,
    "title" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "summary" TEXT,
    "error" JSONB,
    "function_run_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_entry" (
    "workspace_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "step" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "duration_ms" INTEGER,
    "data" JSONB NOT NULL,
    "order" BIGSERIAL NOT NULL,

    CONSTRAINT "run_entry_pkey" PRIMARY KEY ("workspace_id","run_id","key")
);

-- CreateTable
CREATE TABLE "proposal" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "agent" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "input_hash" TEXT NOT NULL,
    "targets" JSONB NOT NULL DEFAULT '{}',
    "preview" JSONB NOT NULL,
    "title" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "method" TEXT NOT NULL,
    "risk" TEXT NOT NULL,
    "taint" TEXT NOT NULL,
    "contact_id" UUID,
    "policy" JSONB NOT NULL,
    "snapshot_id" UUID,
    "stake_minor" INTEGER,
    "stake_currency" TEXT,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "replaced_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "execute_after" TIMESTAMPTZ(3),

    CONSTRAINT "proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "approval" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "proposal_id" UUID NOT NULL,
    "decision" TEXT NOT NULL,
    "input_hash" TEXT NOT NULL,
    "decided_by" TEXT NOT NULL,
    "reason" TEXT,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "approval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "effect" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "proposal_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "input_hash" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'intended',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lease" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "intended_at" TIMESTAMPTZ(3) NOT NULL,
    "called_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "receipt" JSONB,
    "error" JSONB,

    CONSTRAINT "effect_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "escalation" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "run_id" UUID,
    "effect_id" UUID,
    "event_id" UUID,
    "title" TEXT NOT NULL,
    "happened" TEXT NOT NULL,
    "done" TEXT NOT NULL,
    "options" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "resolution" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "escalation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workspace" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "currency" TEXT NOT NULL DEFAULT 'EUR',
    "mail_from" TEXT,
    "undo_seconds" INTEGER NOT NULL DEFAULT 10,
    "paused_at" TIMESTAMPTZ(3),
    "sample_loaded_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operator" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passphrase_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "operator_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "operator_id" UUID NOT NULL,
    "user_agent" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_token" (
    "id" UUID NOT NULL,
    "workspace_id" UUID,
    "purpose" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "email" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "workspace_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "run_id" UUID,
    "snapshot_id" UUID,
    "reason" TEXT,
    "data" JSONB NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("workspace_id","sequence")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "workspace_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "hash" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateTable
CREATE TABLE "outbox_entry" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,

    CONSTRAINT "outbox_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "connection_endpoint_key" ON "connection"("endpoint");

-- CreateIndex
CREATE INDEX "connection_workspace_id_idx" ON "connection"("workspace_id");

-- CreateIndex
CREATE INDEX "event_workspace_id_received_at_id_idx" ON "event"("workspace_id", "received_at" DESC, "id");

-- CreateIndex
CREATE UNIQUE INDEX "event_workspace_id_source_external_id_key" ON "event"("workspace_id", "source", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "intake_example_workspace_id_event_id_key" ON "intake_example"("workspace_id", "event_id");

-- CreateIndex
CREATE INDEX "contact_workspace_id_external_id_idx" ON "contact"("workspace_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "contact_workspace_id_email_key" ON "contact"("workspace_id", "email");

-- CreateIndex
CREATE INDEX "message_workspace_id_contact_id_at_idx" ON "message"("workspace_id", "contact_id", "at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "message_workspace_id_event_id_key" ON "message"("workspace_id", "event_id");

-- CreateIndex
CREATE UNIQUE INDEX "task_effect_id_key" ON "task"("effect_id");

-- CreateIndex
CREATE INDEX "task_workspace_id_status_due_at_idx" ON "task"("workspace_id", "status", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_effect_id_key" ON "invoice"("effect_id");

-- CreateIndex
CREATE INDEX "invoice_workspace_id_contact_id_idx" ON "invoice"("workspace_id", "contact_id");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_workspace_id_number_key" ON "invoice"("workspace_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_workspace_id_external_id_key" ON "invoice"("workspace_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_line_invoice_id_position_key" ON "invoice_line"("invoice_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "credit_note_effect_id_key" ON "credit_note"("effect_id");

-- CreateIndex
CREATE INDEX "credit_note_workspace_id_invoice_id_idx" ON "credit_note"("workspace_id", "invoice_id");

-- CreateIndex
CREATE UNIQUE INDEX "credit_note_workspace_id_number_key" ON "credit_note"("workspace_id", "number");

-- CreateIndex
CREATE INDEX "payment_workspace_id_invoice_id_idx" ON "payment"("workspace_id", "invoice_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_workspace_id_external_id_status_key" ON "payment"("workspace_id", "external_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "mail_effect_id_key" ON "mail"("effect_id");

-- CreateIndex
CREATE INDEX "mail_workspace_id_created_at_idx" ON "mail"("workspace_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "memory_item_workspace_id_subject_kind_subject_id_idx" ON "memory_item"("workspace_id", "subject_kind", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "memory_item_workspace_id_chain_id_version_key" ON "memory_item"("workspace_id", "chain_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "snapshot_workspace_id_run_id_step_key" ON "snapshot"("workspace_id", "run_id", "step");

-- CreateIndex
CREATE INDEX "run_workspace_id_created_at_id_idx" ON "run"("workspace_id", "created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "run_workspace_id_status_idx" ON "run"("workspace_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "run_workspace_id_event_id_workflow_key" ON "run"("workspace_id", "event_id", "workflow");

-- CreateIndex
CREATE INDEX "run_entry_workspace_id_run_id_order_idx" ON "run_entry"("workspace_id", "run_id", "order");

-- CreateIndex
CREATE INDEX "proposal_workspace_id_status_created_at_idx" ON "proposal"("workspace_id", "status", "created_at");

-- CreateIndex
CREATE INDEX "proposal_workspace_id_run_id_idx" ON "proposal"("workspace_id", "run_id");

-- CreateIndex
CREATE INDEX "approval_workspace_id_proposal_id_idx" ON "approval"("workspace_id", "proposal_id");

-- CreateIndex
CREATE UNIQUE INDEX "effect_proposal_id_key" ON "effect"("proposal_id");

-- CreateIndex
CREATE INDEX "effect_workspace_id_run_id_idx" ON "effect"("workspace_id", "run_id");

-- CreateIndex
CREATE UNIQUE INDEX "effect_workspace_id_idempotency_key_key" ON "effect"("workspace_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "escalation_workspace_id_status_idx" ON "escalation"("workspace_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "escalation_workspace_id_effect_id_key" ON "escalation"("workspace_id", "effect_id");

-- CreateIndex
CREATE UNIQUE INDEX "operator_email_key" ON "operator"("email");

-- CreateIndex
CREATE INDEX "operator_workspace_id_idx" ON "operator"("workspace_id");

-- CreateIndex
CREATE INDEX "session_operator_id_idx" ON "session"("operator_id");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_token_token_hash_key" ON "sign_in_token"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_key_hash_key" ON "api_key"("key_hash");

-- CreateIndex
CREATE INDEX "api_key_workspace_id_idx" ON "api_key"("workspace_id");

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_subject_kind_subject_id_idx" ON "audit_entry"("workspace_id", "subject_kind", "subject_id");

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_run_id_idx" ON "audit_entry"("workspace_id", "run_id");

-- AddForeignKey
ALTER TABLE "invoice_line" ADD CONSTRAINT "invoice_line_invoice_id_fkey" FOREIGN KEY ("invoice_id") REFERENCES "invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
