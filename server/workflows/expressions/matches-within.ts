import { createContext, Script } from "node:vm";
import { AppError } from "#server/kernel/errors.ts";

const longestMs = 100;
const test = new Script("new RegExp(pattern).test(text)");

/**
 * Whether a text matches a regular expression, given up after a tenth of a second: patterns can take exponential time.
 * @throws AppError invalid for a pattern that is none; limit where it took too long
 */
export function matchesWithin(text: string, pattern: string): boolean {
  try {
    return test.runInContext(createContext({ text, pattern }), { timeout: longestMs }) === true;
  } catch (cause) {
    // it comes from another realm: no instance of our Error
    const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : null;
    if (code === "ERR_SCRIPT_EXECUTION_TIMEOUT")
      throw new AppError("limit", `the pattern ${pattern} takes too long`, { cause });
    throw new AppError("invalid", `${pattern} is no regular expression`, { cause });
  }
}
