-- AlterTable
ALTER TABLE "memory_item" ADD COLUMN     "confirmed_at" TIMESTAMPTZ(3),
ADD COLUMN     "corroborated_by" JSONB,
ADD COLUMN     "evidence" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "draft_edit" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "proposal_id" UUID NOT NULL,
    "agent" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "workflow" TEXT NOT NULL,
    "contact_id" UUID,
    "domain" TEXT,
    "slot" TEXT NOT NULL,
    "change" JSONB NOT NULL,
    "change_hash" TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_edit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "preference_choice" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "agent" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "slot" TEXT NOT NULL,
    "change_hash" TEXT NOT NULL,
    "scope" TEXT,
    "removals" JSONB NOT NULL DEFAULT '[]',
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "preference_choice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "draft_edit_workspace_id_agent_action_at_idx" ON "draft_edit"("workspace_id", "agent", "action", "at");

-- CreateIndex
CREATE UNIQUE INDEX "draft_edit_workspace_id_proposal_id_slot_key" ON "draft_edit"("workspace_id", "proposal_id", "slot");

-- CreateIndex
CREATE UNIQUE INDEX "preference_choice_workspace_id_agent_action_slot_change_has_key" ON "preference_choice"("workspace_id", "agent", "action", "slot", "change_hash");

select protect_tenant_table('draft_edit');
select protect_tenant_table('preference_choice');

-- until now only the operator's word let what came from outside stand
update memory_item set confirmed_at = recorded_at where taint = 'outside' and not quarantined and space_id is null;

-- what waits for the operator's word, newest first
create index memory_item_quarantine on memory_item (workspace_id, recorded_at desc, id desc)
  where quarantined and valid_to is null and hidden_at is null;
