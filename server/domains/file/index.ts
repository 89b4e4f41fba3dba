export { type ChosenFile, chooseFiles } from "./choose-files.ts";
export { fileKey } from "./file-key.ts";
export { getFile, listFiles } from "./queries.ts";
export { recordFiles } from "./record.ts";
