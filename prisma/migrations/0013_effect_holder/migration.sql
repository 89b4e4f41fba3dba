-- AlterTable
ALTER TABLE "effect" ADD COLUMN     "holder" JSONB;
