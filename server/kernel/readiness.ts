/** A part of this process that must be up before it is sent work. */
export type Part = "runner";

type Check = () => boolean | Promise<boolean>;

const symbol = Symbol.for("adjutant.readiness");
const store = globalThis as typeof globalThis & { [symbol]?: Map<Part, Check> };

/** Says how to ask whether a part is up. Called once by whoever starts the part. */
export function reportReadiness(part: Part, check: Check): void {
  store[symbol] ??= new Map();
  store[symbol].set(part, check);
}

/** Whether a part is up; no before it was started, and when asking it fails. */
export async function isPartReady(part: Part): Promise<boolean> {
  try {
    return (await store[symbol]?.get(part)?.()) ?? false;
  } catch {
    return false;
  }
}
