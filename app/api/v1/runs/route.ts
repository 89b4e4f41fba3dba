import { answerRead } from "#server/api/answer-read.ts";
import { listRuns } from "#server/domains/run/index.ts";

export const GET = answerRead({ query: listRuns, scope: "runs:read" });
