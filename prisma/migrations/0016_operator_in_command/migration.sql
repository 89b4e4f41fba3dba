-- AlterTable
ALTER TABLE "operator" ADD COLUMN     "notify" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "proposal" ADD COLUMN     "answers_id" UUID,
ADD COLUMN     "asked" JSONB,
ADD COLUMN     "calibrated" JSONB,
ADD COLUMN     "intent" TEXT,
ADD COLUMN     "outside" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "policy_facts" JSONB,
ADD COLUMN     "sampled" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "snoozed_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "run" ADD COLUMN     "shadow" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "workflow_setting" ADD COLUMN     "stage" TEXT NOT NULL DEFAULT 'assisted';

-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "policy" JSONB NOT NULL DEFAULT '{}',
ALTER COLUMN "undo_seconds" SET DEFAULT 30;

-- CreateTable
CREATE TABLE "autonomy_grant" (
    "workspace_id" UUID NOT NULL,
    "agent" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "caps" JSONB NOT NULL DEFAULT '{}',
    "bar" DOUBLE PRECISION,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "autonomy_grant_pkey" PRIMARY KEY ("workspace_id","agent","action")
);

-- CreateTable
CREATE TABLE "autonomy_change" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "agent" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "from_level" TEXT NOT NULL,
    "to_level" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "evidence" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "autonomy_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trust_entry" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "agent" TEXT NOT NULL,
    "intent" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "risk" TEXT NOT NULL,
    "proposal_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "trust_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shadow_match" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "workflow" TEXT NOT NULL,
    "agent" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "proposal_id" UUID,
    "done" JSONB,
    "outcome" TEXT NOT NULL,
    "likeness" DOUBLE PRECISION,
    "differences" JSONB NOT NULL DEFAULT '[]',
    "until" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "shadow_match_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "push_subscription" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "operator_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "endpoint" TEXT NOT NULL,
    "p256dh" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_sent_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "push_subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision_link" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "operator_id" UUID NOT NULL,
    "proposal_id" UUID NOT NULL,
    "input_hash" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "decision_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "operator_id" UUID NOT NULL,
    "way" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "detail" TEXT,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "autonomy_change_workspace_id_agent_action_at_idx" ON "autonomy_change"("workspace_id", "agent", "action", "at");

-- CreateIndex
CREATE INDEX "trust_entry_workspace_id_agent_action_at_idx" ON "trust_entry"("workspace_id", "agent", "action", "at");

-- CreateIndex
CREATE INDEX "trust_entry_workspace_id_agent_intent_at_idx" ON "trust_entry"("workspace_id", "agent", "intent", "at");

-- CreateIndex
CREATE UNIQUE INDEX "trust_entry_workspace_id_proposal_id_kind_key" ON "trust_entry"("workspace_id", "proposal_id", "kind");

-- CreateIndex
CREATE INDEX "shadow_match_workspace_id_workflow_at_idx" ON "shadow_match"("workspace_id", "workflow", "at");

-- CreateIndex
CREATE INDEX "shadow_match_workspace_id_outcome_until_idx" ON "shadow_match"("workspace_id", "outcome", "until");

-- CreateIndex
CREATE UNIQUE INDEX "shadow_match_workspace_id_proposal_id_key" ON "shadow_match"("workspace_id", "proposal_id");

-- CreateIndex
CREATE UNIQUE INDEX "push_subscription_workspace_id_endpoint_key" ON "push_subscription"("workspace_id", "endpoint");

-- CreateIndex
CREATE UNIQUE INDEX "decision_link_token_hash_key" ON "decision_link"("token_hash");

-- CreateIndex
CREATE INDEX "decision_link_workspace_id_proposal_id_idx" ON "decision_link"("workspace_id", "proposal_id");

-- CreateIndex
CREATE INDEX "delivery_workspace_id_status_due_at_idx" ON "delivery"("workspace_id", "status", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_workspace_id_operator_id_way_kind_subject_id_key" ON "delivery"("workspace_id", "operator_id", "way", "kind", "subject_id");

-- CreateIndex
CREATE INDEX "proposal_workspace_id_agent_action_decided_at_idx" ON "proposal"("workspace_id", "agent", "action", "decided_at");

do $$
declare target text;
begin
  foreach target in array array['autonomy_grant', 'shadow_match', 'push_subscription', 'decision_link', 'delivery'] loop
    perform protect_tenant_table(target::regclass);
  end loop;
  -- evidence is written once: what was offered, taken back and learnt can be read, never changed
  foreach target in array array['autonomy_change', 'trust_entry'] loop
    perform protect_log_table(target::regclass);
  end loop;
end $$;
-- the link of a mail is opened by somebody of whom nothing is known yet
create policy sign_in on decision_link to adjutant_auth using (true) with check (true);
grant select, update (used_at) on decision_link to adjutant_auth;

-- the queue, in the order of its expiry; those put off come back by themselves
create index proposal_by_expiry on proposal (workspace_id, expires_at, id) where status = 'pending';
