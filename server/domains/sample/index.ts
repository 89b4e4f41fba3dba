export { loadSample, type Post, runSample, type SampleLoaded } from "./load-sample.ts";
