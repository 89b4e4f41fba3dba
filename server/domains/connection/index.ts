export { createConnection } from "./create.ts";
export { type Endpoint, findEndpoint } from "./endpoint.ts";
export { countDelivery } from "./limit.ts";
export { noteDelivery } from "./note-delivery.ts";
export { listConnections } from "./queries.ts";
export { rotateConnection } from "./rotate.ts";
export { setConnectionEnabled } from "./set-enabled.ts";
