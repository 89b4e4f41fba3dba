export { applyLessons } from "./apply-lessons.ts";
export { lessonOfEdit } from "./lesson-of-edit.ts";
export { redo } from "./redo.ts";
