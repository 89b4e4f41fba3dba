import { database, preparedName } from "./client.ts";

/** A statement of plain SQL; one that begins with a comment of one word is prepared, see `preparedName`. */
export type Statement = { text: string; values?: unknown[] };

/**
 * Runs statements as one transaction that needs nothing of this process between its begin and its commit: all are sent at
 * once. On the embedded database no other transaction waits for this process's event loop meanwhile.
 * @param begin SQL without parameters that begins the transaction and sets its role
 * @returns the rows of each statement
 */
export async function inOneRoundTrip(begin: string, statements: readonly Statement[]): Promise<object[][]> {
  const client = await database().pool.connect();
  let broken = true;
  try {
    const named = statements.map((statement) => ({ ...statement, name: preparedName(statement.text) }));
    const sent = [{ text: begin }, ...named, { text: "commit" }].map((statement) => client.query(statement));
    // after a statement that failed, those that follow fail and the commit is a rollback
    const results = await Promise.all(sent);
    broken = false;
    return results.slice(1, -1).map(({ rows }) => rows);
  } finally {
    // a connection that failed may be inside its transaction: it is not used again
    client.release(broken);
  }
}
