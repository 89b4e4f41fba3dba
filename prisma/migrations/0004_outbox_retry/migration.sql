-- AlterTable
ALTER TABLE "outbox_entry" ADD COLUMN     "retry_at" TIMESTAMPTZ(3);
