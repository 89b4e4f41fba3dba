import { answerWorkflowSchema } from "#server/api/workflow-schema.ts";

export const GET = answerWorkflowSchema;
