-- AlterTable
ALTER TABLE "invoice" ADD COLUMN     "corrects_id" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "invoice_corrects_id_key" ON "invoice"("corrects_id");
