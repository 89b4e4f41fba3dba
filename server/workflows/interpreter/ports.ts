import type { Plain } from "../expressions/index.ts";
import type { Definition, StepOf } from "../schema.ts";

/** Where a run stands: one execution of one step. */
export type Place = {
  /** the step's id */
  id: string;
  /** unique in the run and the same in every try: `draft-reply`, `reminders[2]/send-reminder` */
  path: string;
  title: string;
  /** paths of the promises of time whose clocks stand still while the operator has something to decide; "" is the run's */
  clocks: readonly string[];
  /** other steps of the run may be under way beside it */
  beside: boolean;
  /** steps of one lane follow one another; `a/` begins where `a/b/` does: what stands beside has another beginning */
  lane: string;
  retries: Retries | undefined;
  /** longest time of one try, e.g. 30s */
  timeout: string | undefined;
};
export type Retries = NonNullable<StepOf<"read">["retries"]>;
type Sla = NonNullable<Definition["sla"]>;

/** What a step came to. `failed` says why it failed for good although there is an output: the port has noted it. */
export type Result = { output: Plain; failed?: string };

export type AgentRequest = {
  agent: string;
  intent: string;
  input: Record<string, Plain>;
  about: string;
  settle: "now" | "later";
  /** what happens when nobody decides, in words */
  ifExpired?: string;
};
/** A proposal of an earlier step, or an action with its input. */
export type ActionRequest = {
  proposal?: { proposalId: string; status: string };
  draft?: { action: string; input: Record<string, Plain>; reason: string };
  /** what happens when nobody decides, in words */
  ifExpired?: string;
  /** asked once the proposal is there to be found: it is withdrawn where this is no longer wanted */
  wanted?: { read: string; input: Record<string, Plain>; holds: (found: Plain) => boolean };
  compensation: StepOf<"action">["compensation"];
};
export type RememberRequest = Pick<StepOf<"remember">, "tier" | "memory" | "confidence" | "taint"> & {
  subject: { kind: StepOf<"remember">["subject"]["kind"]; id: string };
  text: string;
  /** all that was filled into the text are figures, dates and document numbers: nothing that could carry somebody's words */
  figures: boolean;
};
export type AskRequest = Pick<StepOf<"ask">, "options" | "wait" | "timeout" | "otherwise"> & {
  question: string;
  context: string;
};
export type WaitForRequest = { event: string; about: { kind: string; id: string }; timeout: string };

/** What is written about a step that calls nothing: it was done, left out, or it took this branch. */
export type Note =
  | { kind: "completed"; output: Plain; input?: Plain; wentOn?: string }
  | { kind: "skipped" }
  | { kind: "decided"; taken: "yes" | "no" };

/** What a step came to earlier: in a try before, or in the run that this one repeats. */
export type Remembered = {
  completed?: {
    output: Plain;
    /** it had failed, and the run went on */
    wentOn: boolean;
  };
  skipped?: true;
  taken?: "yes" | "no";
};

/**
 * What the interpreter needs of the world. Durable ports carry a run out, dry ones show what it would do. A port notes
 * its step's end (and a failure, before it rejects) under the place's path.
 */
export type Ports = {
  remembered: (path: string) => Remembered | undefined;
  /** claims what the run is about; false where another open run of the workflow has it */
  claim: (subject: string) => Promise<boolean>;
  agent: (place: Place, request: AgentRequest) => Promise<Result>;
  action: (place: Place, request: ActionRequest) => Promise<Result>;
  read: (place: Place, request: { read: string; input: Record<string, Plain> }) => Promise<Result>;
  remember: (place: Place, request: RememberRequest) => Promise<Result>;
  /** waits for a length of time (3d), or until a time (ISO 8601) */
  wait: (place: Place, request: { length: string } | { until: string }) => Promise<Result>;
  /** output {arrived} */
  waitFor: (place: Place, request: WaitForRequest) => Promise<Result>;
  /** output {option, note} */
  ask: (place: Place, request: AskRequest) => Promise<Result>;
  notify: (place: Place, request: { text: string }) => Promise<Result>;
  answer: (place: Place, request: { value: Plain }) => Promise<Result>;
  withdraw: (place: Place, request: { proposalId: string; reason: string }) => Promise<Result>;
  startRun: (
    place: Place,
    request: { workflow: string; input: Record<string, Plain>; wait: boolean },
  ) => Promise<Result>;
  /** output {compensation: done | partly, reversed, standing} */
  takeBack: (place: Place, request: { runId: string; because: string }) => Promise<Result>;
  note: (place: Place, note: Note) => void;
  /** writes that a step failed which called nothing */
  fail: (place: Place, message: string) => Promise<void>;
  /** hands a step that failed for good to the operator; the run goes on */
  escalate: (place: Place, message: string) => Promise<void>;
  /** a promise of time begins, and is met */
  begin: (promise: { path: string; title: string; sla: Sla }) => Promise<void>;
  met: (promise: { path: string }) => Promise<void>;
  /** asked between steps that nothing runs beside: `stop` leaves off here, for another walk to go on */
  breathe: (place: Place) => "go-on" | "stop";
  /** what to tell the operator of an error */
  wordsOf: (error: unknown) => string;
};
