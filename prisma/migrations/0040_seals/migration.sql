-- AlterTable
ALTER TABLE "approval" ADD COLUMN     "seal" TEXT;

-- AlterTable
ALTER TABLE "proposal" ADD COLUMN     "seal" TEXT;
