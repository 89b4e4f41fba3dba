export { type Classification, classify, likeCorrected } from "./classify.ts";
export { knownIntents } from "./intent-model.ts";
