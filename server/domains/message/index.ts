export { recordMessage } from "./record.ts";
