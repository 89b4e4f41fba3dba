export { buryDeadLetter } from "./bury.ts";
export { listDeadLetters } from "./queries.ts";
export { bulkRedriveDeadLetters, dropDeadLetter, redriveDeadLetter } from "./redrive.ts";
export { tendDeadLetters } from "./tend.ts";
