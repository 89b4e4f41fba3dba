export { createOperator } from "./create.ts";
export { findOperatorByEmail, findOwner, hasOperator } from "./find.ts";
export { emailSchema, operatorNameSchema } from "./schema.ts";
