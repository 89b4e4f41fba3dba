-- AlterTable
ALTER TABLE "proposal" ADD COLUMN     "if_expired" TEXT;

-- a proposal is answered once, and found by what it answers and by what it replaced
create unique index proposal_by_answered on proposal (workspace_id, answers_id) where answers_id is not null;
create index proposal_by_successor on proposal (workspace_id, replaced_by_id) where replaced_by_id is not null;

-- what the operator taught, by the agent that it is meant for
create index memory_lesson on memory_item (workspace_id, (attributes ->> 'agent')) where kind = 'lesson' and valid_to is null;
