import { answerRead } from "#server/api/answer-read.ts";
import { getRun } from "#server/domains/run/index.ts";

export const GET = answerRead({ query: getRun, scope: "runs:read" });
