import { buildTemplate } from "./template.ts";

const folder = process.argv[2];
if (!folder) throw new Error("usage: node build-template.ts <folder>");
await buildTemplate(folder);
