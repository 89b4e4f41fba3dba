export { createOperator } from "./create.ts";
export { findOperatorByEmail, findOwner, hasOperator, type KnownOperator } from "./find.ts";
export { emailSchema, operatorNameSchema } from "./schema.ts";
