// `npm run soak`: kills the whole product at random moments while events flow, then checks that nothing was lost and
// nothing happened twice. npm run soak -- --kills 200 --events 2000
import { parseArgs } from "node:util";
import { runStorm } from "./kill-storm.ts";

const { values } = parseArgs({
  options: { kills: { type: "string", default: "200" }, events: { type: "string", default: "2000" } },
});
const aftermath = await runStorm({
  kills: Number(values.kills),
  events: Number(values.events),
  onProgress: (text) => console.error(`soak: ${text}`),
});
console.log(JSON.stringify(aftermath, null, 2));
const { lostEvents, doubledEvents, eventsWithoutRun, doubledEffects, doubledMails } = aftermath;
const { approvedWithoutEffect, unknownWithoutReview, auditChainBreaks, underWay } = aftermath;
const wrong = lostEvents + doubledEvents + eventsWithoutRun + doubledEffects + doubledMails;
const loose = approvedWithoutEffect + unknownWithoutReview + auditChainBreaks + underWay;
process.exitCode = wrong + loose > 0 ? 1 : 0;
