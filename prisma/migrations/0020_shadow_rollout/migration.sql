-- AlterTable
ALTER TABLE "run" ADD COLUMN     "compared_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "shadow_match" ADD COLUMN     "run_id" UUID NOT NULL,
ADD COLUMN     "version" INTEGER NOT NULL;

-- AlterTable
ALTER TABLE "workflow_setting" ADD COLUMN     "stage_since" TIMESTAMPTZ(3),
ADD COLUMN     "trial_version" INTEGER;

-- CreateIndex
CREATE INDEX "run_workspace_id_compared_at_shadow_idx" ON "run"("workspace_id", "compared_at", "shadow");

-- CreateIndex
CREATE INDEX "shadow_match_workspace_id_run_id_idx" ON "shadow_match"("workspace_id", "run_id");
