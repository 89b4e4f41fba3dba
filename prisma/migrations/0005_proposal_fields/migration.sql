-- AlterTable
ALTER TABLE "proposal" ADD COLUMN     "compensates_id" UUID,
ADD COLUMN     "fields" JSONB NOT NULL DEFAULT '[]';
