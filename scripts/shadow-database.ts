import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { createPgConfig } from "@electric-sql/pglite/node-postgres";
import { vector } from "@electric-sql/pglite-pgvector";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";

type Field = { dataTypeID: number };
type ResultClass = { prototype: { addFields: (fields: Field[]) => unknown } };

// the adapter refuses the catalogue type "char" (oid 18), which introspection reads: present it as text
const result = (pg as unknown as { Result: ResultClass }).Result;
const addFields = result.prototype.addFields;
result.prototype.addFields = function (fields) {
  for (const field of fields) if (field.dataTypeID === 18) field.dataTypeID = 25;
  return addFields.call(this, fields);
};

const open: PGlite[] = [];

type Connect = PrismaPg["connect"];

async function freshFactory(): Promise<PrismaPg> {
  const engine = await PGlite.create({ extensions: { vector, pg_trgm } });
  open.push(engine);
  const config = createPgConfig(engine) as unknown as pg.PoolConfig & {
    connection: { parse: (query: { types?: unknown }) => unknown };
  };
  const parse = config.connection.parse.bind(config.connection);
  // pg passes its type overrides where the in-process connection expects a list of parameter types
  config.connection.parse = (query) => parse({ ...query, types: Array.isArray(query.types) ? query.types : undefined });
  const factory = new PrismaPg(new pg.Pool({ ...config, max: 1 }));
  const connect: Connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const connection = await connect();
    // the adapter cuts scripts at every semicolon, also inside a function's body
    connection.executeScript = async (script) => void (await engine.exec(script));
    const query = connection.queryRaw.bind(connection);
    // the one such column that the engine insists to read as a single character
    connection.queryRaw = async (request) => {
      const answer = await query(request);
      const column = answer.columnNames.indexOf("constraint_type");
      if (column >= 0) answer.columnTypes[column] = ColumnTypeEnum.Character;
      return answer;
    };
    return connection;
  };
  return factory;
}

/** A schema engine's two databases, both empty and in memory: the current one and the shadow that migrations replay on. */
export async function shadowDatabaseFactory(): Promise<PrismaPg & { connectToShadowDb: Connect }> {
  const main = await freshFactory();
  return Object.assign(main, { connectToShadowDb: async () => (await freshFactory()).connect() });
}

/** Ends what `shadowDatabaseFactory` opened. */
export async function closeShadowDatabases(): Promise<void> {
  await Promise.allSettled(open.map((engine) => engine.close()));
}
