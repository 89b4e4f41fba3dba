export { compile } from "./compile.ts";
export { evaluate, holds } from "./evaluate.ts";
export type { Plain } from "./plain.ts";
export { expressionsOf, fillTemplate, fillText, textExpressions } from "./template.ts";
