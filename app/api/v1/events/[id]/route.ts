import { answerRead } from "#server/api/answer-read.ts";
import { getEvent } from "#server/domains/event/index.ts";

export const GET = answerRead({ query: getEvent, scope: "events:read" });
