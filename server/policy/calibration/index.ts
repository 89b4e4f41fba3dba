export { exactLower, wilsonLower } from "./bounds.ts";
export { calibrate, outOfFold } from "./calibrate.ts";
export type { Judged } from "./judged.ts";
export { prior } from "./prior.ts";
export { calibrationError, reliabilityBins } from "./reliability.ts";
export { chooseThreshold } from "./threshold.ts";
