// Writes the Prisma client to server/db/generated when the schema has changed since it was last written.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const target = "server/db/generated";
const stampFile = `${target}/schema-hash`;

/** A hash over the schema files and the generator's version. */
function schemaHash(): string {
  const hash = createHash("sha256").update(readFileSync("node_modules/prisma/package.json"));
  for (const file of readdirSync("prisma").sort()) {
    if (file.endsWith(".prisma")) hash.update(file).update(readFileSync(`prisma/${file}`));
  }
  return hash.digest("hex");
}

/** Generates the client unless it is up to date; true when it did. */
export function generateClient(): boolean {
  const wanted = schemaHash();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === wanted) return false;
  // the engine's download is skipped when a binary is named, and generating a client never calls it
  const environment = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, ...process.env };
  execFileSync(process.execPath, ["node_modules/prisma/build/index.js", "generate"], {
    env: { ...environment, PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  writeFileSync(stampFile, wanted);
  return true;
}

if (import.meta.main) console.log(generateClient() ? "Prisma client generated" : "Prisma client is up to date");
