export { getToday } from "./queries.ts";
