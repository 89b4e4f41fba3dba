-- CreateIndex
CREATE INDEX "effect_workspace_id_finished_at_idx" ON "effect"("workspace_id", "finished_at");

-- CreateIndex
CREATE INDEX "invoice_workspace_id_status_due_at_idx" ON "invoice"("workspace_id", "status", "due_at");
