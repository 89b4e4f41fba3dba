export { loadSample, type Post, runSample } from "./load-sample.ts";
