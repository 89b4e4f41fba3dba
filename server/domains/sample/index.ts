export { loadSample, runSample } from "./load-sample.ts";
export type { Post } from "./parcel.ts";
