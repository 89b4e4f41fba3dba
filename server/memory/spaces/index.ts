export { addSpaceItems } from "./add-items.ts";
export { searchSpace } from "./search-space.ts";
export { createSpace, deleteSpace, getSpace } from "./spaces.ts";
