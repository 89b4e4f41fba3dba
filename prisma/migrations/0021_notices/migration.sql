-- a notice to the operator is kept beside outgoing mail where no mail server is configured: it belongs to no effect
ALTER TABLE "mail" ALTER COLUMN "effect_id" DROP NOT NULL;

-- CreateIndex
CREATE INDEX "delivery_workspace_id_way_sent_at_idx" ON "delivery"("workspace_id", "way", "sent_at");
