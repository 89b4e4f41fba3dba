import { listDeadLetters } from "#server/domains/dead-letter/index.ts";
import { getEvent, listEvents } from "#server/domains/event/index.ts";
import { getRun, listRuns } from "#server/domains/run/index.ts";
import { listSupervision } from "#server/domains/supervision/index.ts";
import { answerRead } from "./answer-read.ts";

/** What `GET /api/v1/*` answers, each with the scope that its key needs. */
export const publicReads = {
  events: answerRead({ query: listEvents, scope: "events:read" }),
  event: answerRead({ query: getEvent, scope: "events:read" }),
  runs: answerRead({ query: listRuns, scope: "runs:read" }),
  run: answerRead({ query: getRun, scope: "runs:read" }),
  deadLetters: answerRead({ query: listDeadLetters, scope: "runs:read" }),
  supervision: answerRead({ query: listSupervision, scope: "runs:read" }),
};
