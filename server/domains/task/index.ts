export { cancelTask } from "./cancel.ts";
export { completeTask } from "./complete.ts";
export { createTask } from "./create.ts";
export { listTasks } from "./queries.ts";
