import { type LogData, type Telling, textOf } from "./log-row.ts";

const effects = (count: number) => (count === 1 ? "1 effect" : `${count} effects`);

/** How the taking back of a run ended: what is reversed, and what stands. */
export function tellCompensation(data: LogData): Telling {
  const reversed = typeof data.reversed === "number" ? data.reversed : 0;
  const stands = Array.isArray(data.stands) ? data.stands.filter((title) => typeof title === "string") : [];
  const details = stands.length > 0 ? [{ label: "Stands", value: stands }] : [];
  if (data.byHand === true) {
    return { kind: "run", title: "You put right what stands", status: "done", method: textOf(data.note), details };
  }
  if (data.compensation === "partly") {
    const title = `Taken back in part: ${effects(reversed)} reversed, ${effects(stands.length)} ${stands.length === 1 ? "stands" : "stand"}`;
    return { kind: "run", title, status: "failed", details };
  }
  const title = reversed === 0 ? "Nothing was left to take back" : `Taken back: ${effects(reversed)} reversed`;
  return { kind: "run", title, status: "done", details };
}
