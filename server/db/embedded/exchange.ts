import { type ListenChange, listenChanges } from "./notifications.ts";
import { fromClient, prefixStatementName, queryFrame, sqlOf, statementNameOf } from "./protocol.ts";
import { customSettingNames, prefixPreparedName, type StatementTraits, statementTraits } from "./statement-traits.ts";

/** What a client wants run in one go: up to a Query, a Sync, or a Flush that asks for what there is so far. */
export type Exchange = {
  messages: Buffer[];
  /** `flush` has no ReadyForQuery at its end: the session stays with the client */
  kind: "query" | "extended" | "flush" | "call" | "copy";
  session: boolean;
  listens: ListenChange[];
  slow: boolean;
  discards: StatementTraits["discards"];
  copiesIn: boolean;
  /** the error that stands for the engine's own, where the gate refuses a statement */
  refusal: { code: string; message: string } | undefined;
  customSettings: string[];
  /** an unnamed statement that was parsed here, or undefined where one of an earlier exchange is used */
  unnamed: { parsed: Buffer | undefined; needed: boolean };
};

/** Syntactically wrong on purpose: the engine then fails the statement exactly where it would have run. */
export const refusedSql = "refused";
/** feature_not_supported */
const unsupported = "0A000";

/** The engine's messages for data that COPY … FROM STDIN waits for. */
export function copyExchange(messages: Buffer): Exchange {
  return { ...emptyExchange(), kind: "copy", messages: [messages] };
}

/** The same exchange, to fail with this error instead of running. */
export function failing(exchange: Exchange, refusal: { code: string; message: string }): Exchange {
  return { ...emptyExchange(), kind: exchange.kind, messages: [queryFrame(refusedSql)], refusal };
}

function emptyExchange(): Exchange {
  return {
    messages: [],
    kind: "extended",
    session: false,
    listens: [],
    slow: false,
    discards: undefined,
    copiesIn: false,
    refusal: undefined,
    customSettings: [],
    unnamed: { parsed: undefined, needed: false },
  };
}

/**
 * Collects one client's frames into exchanges, with its prepared statements' names made its own. `names` holds the
 * statements that are open.
 */
export function createExchangeBuilder(prefix: string) {
  let current = emptyExchange();
  const names = new Set<string>();

  const note = (sql: string): StatementTraits => {
    const traits = statementTraits(sql);
    current.session ||= traits.session;
    if (traits.listens) current.listens.push(...listenChanges(sql));
    current.slow ||= traits.slow;
    if (traits.refusal) current.refusal ??= { code: unsupported, message: traits.refusal };
    if (traits.session) current.customSettings.push(...customSettingNames(sql));
    return traits;
  };

  const renamed = (sql: string): string => {
    const result = prefixPreparedName(sql, prefix);
    if (!result) return sql;
    if (/^\s*prepare\b/i.test(sql)) names.add(prefix + result.name);
    if (/^\s*deallocate\b/i.test(sql)) names.delete(prefix + result.name);
    return result.sql;
  };

  const addQuery = (message: Buffer): void => {
    const sql = sqlOf(message);
    const traits = note(sql);
    current.discards = traits.discards;
    current.copiesIn = traits.copiesIn;
    if (current.refusal !== undefined) current.messages.push(queryFrame(refusedSql));
    else current.messages.push(traits.prepares ? queryFrame(renamed(sql)) : message);
    current.kind = "query";
  };

  const addParse = (message: Buffer): void => {
    const sql = sqlOf(message);
    const name = statementNameOf(message) ?? "";
    const traits = note(sql);
    if (traits.discards || traits.copiesIn) {
      current.refusal ??= { code: unsupported, message: "this statement must be sent as a simple query" };
    }
    if (current.refusal !== undefined || traits.prepares) {
      const text = current.refusal !== undefined ? refusedSql : renamed(sql);
      const end = message.indexOf(0, message.indexOf(0, 5) + 1);
      current.messages.push(reparsed(name ? prefix + name : "", text, message.subarray(end + 1)));
    } else {
      current.messages.push(prefixStatementName(message, prefix));
    }
    if (name) names.add(prefix + name);
    else current.unnamed.parsed = message;
  };

  const add = (message: Buffer): void => {
    const type = message[0];
    const name = statementNameOf(message);
    if (name === "" && type !== fromClient.close && !current.unnamed.parsed) current.unnamed.needed = true;
    if (name && type === fromClient.close) names.delete(prefix + name);
    current.messages.push(name ? prefixStatementName(message, prefix) : message);
  };

  return {
    names,
    /** Takes one frame; returns the exchange that it completes. */
    take(message: Buffer): Exchange | undefined {
      const type = message[0];
      if (type === fromClient.query) addQuery(message);
      else if (type === fromClient.parse) addParse(message);
      else add(message);
      if (type === fromClient.flush) current.kind = "flush";
      if (type === fromClient.functionCall) current.kind = "call";
      const ended =
        type === fromClient.query ||
        type === fromClient.sync ||
        type === fromClient.flush ||
        type === fromClient.functionCall;
      if (!ended) return undefined;
      const exchange = current;
      current = emptyExchange();
      return exchange;
    },
  };
}

function reparsed(name: string, sql: string, rest: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(`${name}\0${sql}\0`), rest]);
  const result = Buffer.allocUnsafe(body.length + 5);
  result[0] = fromClient.parse;
  result.writeInt32BE(body.length + 4, 1);
  body.copy(result, 5);
  return result;
}
