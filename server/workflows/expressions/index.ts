export { compile, type Scope } from "./compile.ts";
export type { VariableName } from "./environment.ts";
export { evaluate, holds } from "./evaluate.ts";
export type { Plain } from "./plain.ts";
export { expressionsOf, fillTemplate, fillText } from "./template.ts";
