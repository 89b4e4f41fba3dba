export { type Classification, classify, likeCorrected } from "./classify.ts";
export { knownIntents, type LabelledText } from "./intent-model.ts";
