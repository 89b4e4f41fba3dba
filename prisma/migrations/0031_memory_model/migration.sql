-- AlterTable
ALTER TABLE "memory_item" ADD COLUMN     "conversation" TEXT,
ADD COLUMN     "document_id" UUID,
ADD COLUMN     "external_id" TEXT,
ADD COLUMN     "hidden_at" TIMESTAMPTZ(3),
ADD COLUMN     "place" JSONB,
ADD COLUMN     "position" INTEGER,
ADD COLUMN     "said_at" TIMESTAMPTZ(3),
ADD COLUMN     "space_id" UUID,
ADD COLUMN     "speaker" TEXT;

-- CreateTable
CREATE TABLE "memory_space" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "memory_space_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memory_document" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "file_id" UUID,
    "address" TEXT,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "taint" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "replaced_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memory_document_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "memory_space_workspace_id_created_at_idx" ON "memory_space"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "memory_document_workspace_id_created_at_idx" ON "memory_document"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "memory_item_workspace_id_conversation_position_idx" ON "memory_item"("workspace_id", "conversation", "position");

-- CreateIndex
CREATE INDEX "memory_item_workspace_id_document_id_idx" ON "memory_item"("workspace_id", "document_id");

select protect_tenant_table('memory_space');
select protect_tenant_table('memory_document');
alter table memory_document add constraint memory_document_taint check (taint in ('operator', 'outside'));

-- a text that was said in a place of a conversation is there once
create unique index memory_item_external on memory_item (workspace_id, space_id, external_id, version)
  nulls not distinct where external_id is not null;
