import { sqlStatements } from "./sql-skeleton.ts";

/** What the gate must know about a statement before it runs. Pure; wrong guesses err on the careful side. */
export type StatementTraits = {
  /** may change settings that outlive the transaction */
  session: boolean;
  /** LISTEN or UNLISTEN */
  listens: boolean;
  /** COPY … FROM STDIN: its data must be there before the engine starts */
  copiesIn: boolean;
  /** names prepared statements in SQL: PREPARE, EXECUTE, DEALLOCATE */
  prepares: boolean;
  /** exactly one statement: DISCARD ALL or DEALLOCATE ALL */
  discards: "session" | "statements" | undefined;
  /** may rightly take minutes */
  slow: boolean;
  /** why the embedded database cannot run it */
  refusal: string | undefined;
};

const plain: StatementTraits = {
  session: false,
  listens: false,
  copiesIn: false,
  prepares: false,
  discards: undefined,
  slow: false,
  refusal: undefined,
};

const refusals = {
  authorization: "connect as that user instead of changing the session's authorization",
  temporary: "temporary tables must end with their transaction (ON COMMIT DROP) on the embedded database",
  hold: "cursors WITH HOLD are not supported by the embedded database",
  prepare: "PREPARE, EXECUTE and DEALLOCATE must be sent as statements of their own",
  copy: "COPY FROM STDIN must be sent as a statement of its own, in a simple query",
  advisory:
    "a session-level advisory lock must be a SELECT of its own on the embedded database; or use the pg_advisory_xact_… functions",
};

const interesting =
  /\b(?:set|reset|discard|do|listen|unlisten|copy|temp|temporary|prepare|execute|deallocate|hold|vacuum|reindex|cluster|analyze|checkpoint|index|alter|refresh|set_config)\b|advisory|session_authorization/i;

const localSetting = /\bset_config\s*\(\s*(?:'[^']*'|\$\d+)\s*,[^,()]+,\s*true\s*\)/gi;
const anySetting = /\bset_config\b/gi;
const advisoryCall = /\bpg_(?:try_)?advisory_(?:lock|unlock)(?:_all|_shared)?\b/i;

const remembered = new Map<string, StatementTraits>();
const memory = { texts: 2000, length: 2000 };

/** Traits of the SQL in one Parse or Query message. */
export function statementTraits(sql: string): StatementTraits {
  if (!interesting.test(sql)) return plain;
  const known = remembered.get(sql);
  if (known) return known;
  const traits = examine(sql);
  if (sql.length <= memory.length) {
    if (remembered.size >= memory.texts) remembered.clear();
    remembered.set(sql, traits);
  }
  return traits;
}

function examine(sql: string): StatementTraits {
  const statements = sqlStatements(sql);
  const some = (pattern: RegExp): boolean => statements.some((statement) => pattern.test(statement));
  const alone = statements.length === 1;
  const first = statements[0] ?? "";

  const prepares = some(/^(?:prepare(?!\s+transaction)|execute|deallocate)\b/);
  const copiesIn = some(/^copy\b[\s\S]*\bfrom\s+stdin\b/);
  const settings = sql.match(anySetting)?.length ?? 0;
  const discards = alone ? discardOf(first) : undefined;
  const traits: StatementTraits = {
    session:
      some(
        /^(?:set\s+(?!local\b|transaction\b|constraints\b)|reset\b|discard\b|do\b|alter\s+(?:role|user|database)\b)/,
      ) || settings > (sql.match(localSetting)?.length ?? 0),
    listens: some(/^(?:un)?listen\b/),
    copiesIn,
    prepares: prepares && discards === undefined,
    discards,
    slow: some(
      /^(?:vacuum|reindex|cluster|analyze|checkpoint|refresh|create\s+(?:unique\s+)?index|alter\s+table|do)\b/,
    ),
    refusal: undefined,
  };
  return { ...traits, refusal: refusalOf({ sql, statements, alone, traits }) };
}

function discardOf(statement: string): StatementTraits["discards"] {
  if (/^discard\s+all$/.test(statement)) return "session";
  return /^(?:deallocate(?:\s+prepare)?\s+all|discard\s+plans)$/.test(statement) ? "statements" : undefined;
}

function refusalOf(parts: {
  sql: string;
  statements: string[];
  alone: boolean;
  traits: StatementTraits;
}): string | undefined {
  const { sql, statements, alone, traits } = parts;
  if (
    /\bsession_authorization\b/i.test(sql) ||
    statements.some((text) => /^(?:re)?set\b.*\bsession\s+authorization\b/.test(text))
  ) {
    return refusals.authorization;
  }
  const temporary =
    /^create\s+(?:(?:global|local)\s+)?temp(?:orary)?\s+(?!view\b|sequence\b)|\binto\s+temp(?:orary)?\b/;
  const object = /^create\s+(?:or\s+replace\s+)?temp(?:orary)?\s+(?:recursive\s+)?(?:view|sequence)\b/;
  for (const text of statements) {
    if (object.test(text) || (temporary.test(text) && !/\bon\s+commit\s+drop\b/.test(text))) return refusals.temporary;
    if (/^declare\b.*\bwith\s+hold\b/.test(text)) return refusals.hold;
  }
  if (advisoryCall.test(statements.join(";"))) return refusals.advisory;
  if (alone) return undefined;
  if (traits.prepares || statements.some((text) => /^(?:discard|deallocate)\b/.test(text))) return refusals.prepare;
  if (traits.copiesIn) return refusals.copy;
  return undefined;
}

const preparing = /^(\s*(?:prepare|execute|deallocate(?:\s+prepare)?)\s+)("(?:[^"]|"")+"|[A-Za-z_][\w$]*)/i;

/** The statement with a prefix before the name that PREPARE, EXECUTE or DEALLOCATE gives; undefined where none was found. */
export function prefixPreparedName(sql: string, prefix: string): { sql: string; name: string } | undefined {
  const found = preparing.exec(sql);
  if (!found?.[1] || !found[2]) return undefined;
  const given = found[2];
  const name = given.startsWith('"') ? given.slice(1, -1).replaceAll('""', '"') : given.toLowerCase();
  return { sql: `${found[1]}"${prefix}${name.replaceAll('"', '""')}"${sql.slice(found[0].length)}`, name };
}

/** Names of custom settings (with a dot) that a text sets, as `pg_settings` does not list them. */
export function customSettingNames(sql: string): string[] {
  const names = [
    ...sql.matchAll(/\bset\s+(?:session\s+)?([a-z_]\w*\.[a-z_]\w*)\s*(?:=|\bto\b)/gi),
    ...sql.matchAll(/\bset_config\s*\(\s*'([a-z_]\w*\.[a-z_]\w*)'/gi),
  ];
  return names.flatMap((match) => (match[1] ? [match[1].toLowerCase()] : []));
}
