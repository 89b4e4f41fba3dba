/** Where the piece of SQL that begins at `at` ends, and what it is. */
type Piece = { end: number; kind: "literal" | "comment" | "name" | "word" };

const after = (sql: string, found: number, length: number): number => (found < 0 ? sql.length : found + length);

/** The end of a quoted text; a doubled quote is part of it, as is an escaped one where backslashes escape. */
function endOfQuoted(sql: string, at: number, escapes: boolean): number {
  for (let index = at + 1; index < sql.length; index++) {
    if (escapes && sql[index] === "\\") index++;
    else if (sql[index] === "'") {
      if (sql[index + 1] !== "'") return index + 1;
      index++;
    }
  }
  return sql.length;
}

/** Block comments nest. */
function endOfComment(sql: string, at: number): number {
  let depth = 0;
  for (let index = at; index < sql.length; index++) {
    if (sql.startsWith("/*", index)) {
      depth++;
      index++;
    } else if (sql.startsWith("*/", index)) {
      depth--;
      index++;
      if (depth === 0) return index + 1;
    }
  }
  return sql.length;
}

const dollarTag = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const wordPart = /[\w$\u0080-\uffff]/;

function pieceAt(sql: string, at: number): Piece {
  const character = sql[at];
  if (character === "'") {
    const escapes = /[eE]/.test(sql[at - 1] ?? "") && !wordPart.test(sql[at - 2] ?? " ");
    return { end: endOfQuoted(sql, at, escapes), kind: "literal" };
  }
  if (character === '"') return { end: after(sql, sql.indexOf('"', at + 1), 1), kind: "name" };
  if (character === "-" && sql[at + 1] === "-") return { end: after(sql, sql.indexOf("\n", at), 1), kind: "comment" };
  if (character === "/" && sql[at + 1] === "*") return { end: endOfComment(sql, at), kind: "comment" };
  if (character === "$" && !wordPart.test(sql[at - 1] ?? " ")) {
    dollarTag.lastIndex = at;
    const tag = dollarTag.exec(sql)?.[0];
    if (tag) return { end: after(sql, sql.indexOf(tag, at + tag.length), tag.length), kind: "literal" };
  }
  return { end: at + 1, kind: "word" };
}

function standIn(kind: Exclude<Piece["kind"], "word">, text: string): string {
  if (kind === "name") return text.replaceAll(";", " ");
  return kind === "literal" ? "''" : " ";
}

/**
 * The statements of a text without what literals and comments say: a literal becomes `''`, a comment a blank; lower case,
 * single blanks. Linear in the text's length.
 */
export function sqlStatements(sql: string): string[] {
  const parts: string[] = [];
  let copiedTo = 0;
  for (let at = 0; at < sql.length; ) {
    const { end, kind } = pieceAt(sql, at);
    if (kind !== "word") {
      parts.push(sql.slice(copiedTo, at), standIn(kind, sql.slice(at, end)));
      copiedTo = end;
    }
    at = end;
  }
  parts.push(sql.slice(copiedTo));
  return parts
    .join("")
    .split(";")
    .map((statement) => statement.replace(/\s+/g, " ").trim().toLowerCase())
    .filter((statement) => statement !== "");
}
