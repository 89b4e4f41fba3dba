export { applyLessons } from "./apply-lessons.ts";
export { applyPreferences } from "./apply-preferences.ts";
export { lessonOfEdit } from "./lesson-of-edit.ts";
export { readEdits } from "./read-edits.ts";
export { redo } from "./redo.ts";
