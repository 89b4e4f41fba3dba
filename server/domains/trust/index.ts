export { confidenceFor } from "./confidence-for.ts";
