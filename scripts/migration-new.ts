// Writes prisma/migrations/<name>/migration.sql: the step from the migrations so far to prisma/*.prisma.
// The schema engine runs as WebAssembly, so nothing is downloaded. Usage: npm run migration:new -- 0003_name
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as engineModule from "@prisma/schema-engine-wasm/schema_engine_bg";
import { closeShadowDatabases, shadowDatabaseFactory } from "./shadow-database.ts";

const folder = "prisma/migrations";
const name = process.argv[2];
if (!name || !/^\d{4}_[a-z0-9_]+$/.test(name)) throw new Error("Usage: npm run migration:new -- 0003_what_changes");

const wasmFile = fileURLToPath(
  new URL("schema_engine_bg.wasm", import.meta.resolve("@prisma/schema-engine-wasm/schema_engine_bg")),
);
const { instance } = await WebAssembly.instantiate(readFileSync(wasmFile), { "./schema_engine_bg.js": engineModule });
engineModule.__wbg_set_wasm(instance.exports);
(instance.exports.__wbindgen_start as () => void)();

const schemaFiles = readdirSync("prisma")
  .filter((file) => file.endsWith(".prisma"))
  .map((file) => ({ path: `prisma/${file}`, content: readFileSync(`prisma/${file}`, "utf8") }));
const migrations = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort()
  .map((path) => ({
    path,
    migrationFile: {
      path: "migration.sql",
      content: { tag: "ok" as const, value: readFileSync(`${folder}/${path}/migration.sql`, "utf8") },
    },
  }));
const filters = { externalTables: [], externalEnums: [] };

const adapter = bindMigrationAwareSqlAdapterFactory(await shadowDatabaseFactory());
const engine = await engineModule.SchemaEngine.new(
  { datamodels: schemaFiles.map((file) => [file.path, file.content]) },
  () => {},
  adapter,
);
try {
  const result = await engine.diff({
    from: {
      tag: "migrations",
      baseDir: folder,
      lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
      shadowDbInitScript: "",
      migrationDirectories: migrations,
    },
    to: { tag: "schemaDatamodel", files: schemaFiles },
    script: true,
    exitCode: null,
    filters,
  });
  const target = `${folder}/${name}`;
  if (existsSync(target)) throw new Error(`${target} exists already`);
  mkdirSync(target, { recursive: true });
  writeFileSync(`${target}/migration.sql`, result.stdout ?? "");
  writeFileSync(`${folder}/migration_lock.toml`, 'provider = "postgresql"\n');
  console.log(`Wrote ${target}/migration.sql (${result.stdout?.length ?? 0} characters)`);
} finally {
  engine.free();
  await closeShadowDatabases();
}

process.exit(0);
