import { AppError } from "#server/kernel/errors.ts";
import type { Plain } from "../expressions/index.ts";
import { type DefinitionInput, definitionSchema } from "../schema.ts";
import { type Ending, type Facts, interpret, type Note, type Place, type Ports, type Remembered } from "./index.ts";

/** What a walk did, in its order: `read:path`, `note:path:skipped`, `escalate:path`. */
export type Told = {
  ending: Ending;
  calls: string[];
  places: Map<string, Place>;
  inputs: Map<string, unknown>;
  notes: Map<string, Note>;
};

type Steps = DefinitionInput["steps"];
/** What a port answers, by path; an error is thrown, everything else is the step's output. */
type Answers = Record<string, Plain | Error | { failed: string; output: Plain }>;

const facts: Facts = {
  event: { id: "e1", type: "test", taint: "outside" },
  contact: { id: "c1", name: "Ana" },
  message: null,
  payment: null,
  invoice: null,
  sender: { company: "Harbour Lane" },
  workspace: { name: "Harbour Lane" },
  input: { amount: 5 },
  run: { id: "r1", startedAt: "2031-03-01T09:00:00.000Z" },
};

export type Given = {
  steps: Steps;
  answers?: Answers;
  remembered?: Record<string, Remembered>;
  more?: Partial<DefinitionInput>;
  /** stops after so many steps */
  breath?: number;
  claimed?: boolean;
};

/** Walks through steps over ports that answer as told. */
export async function walk({
  steps,
  answers = {},
  remembered = {},
  more,
  breath,
  claimed = true,
}: Given): Promise<Told> {
  const definition = definitionSchema.parse({
    workflow: "test",
    name: "Test",
    purpose: "Is tested",
    triggers: [{ on: "manual", label: "by hand" }],
    steps,
    summary: "Done",
    ...more,
  });
  const calls: string[] = [];
  const places = new Map<string, Place>();
  const inputs = new Map<string, unknown>();
  const notes = new Map<string, Note>();
  let breaths = 0;
  const port = (kind: string) => async (place: Place, request: unknown) => {
    calls.push(`${kind}:${place.path}`);
    places.set(place.path, place);
    inputs.set(place.path, request);
    await Promise.resolve();
    const answer = answers[place.path] ?? null;
    if (answer instanceof Error) throw answer;
    if (typeof answer === "object" && answer && !Array.isArray(answer) && typeof answer.failed === "string") {
      return { failed: answer.failed, output: answer.output ?? null };
    }
    return { output: answer };
  };
  const ports: Ports = {
    remembered: (path) => remembered[path],
    claim: async (subject) => {
      calls.push(`claim:${subject}`);
      return claimed;
    },
    agent: port("agent"),
    action: port("action"),
    read: port("read"),
    remember: port("remember"),
    wait: port("wait"),
    waitFor: port("wait-for"),
    ask: port("ask"),
    notify: port("notify"),
    answer: port("answer"),
    withdraw: port("withdraw"),
    startRun: port("run"),
    takeBack: port("take-back"),
    note: (place, note) => {
      calls.push(`note:${place.path}:${note.kind}`);
      notes.set(place.path, note);
    },
    fail: async (place, message) => {
      calls.push(`fail:${place.path}:${message}`);
    },
    escalate: async (place, message) => {
      calls.push(`escalate:${place.path}:${message}`);
    },
    begin: async ({ path }) => {
      calls.push(`begin:${path}`);
    },
    met: async ({ path }) => {
      calls.push(`met:${path}`);
    },
    breathe: () => {
      breaths += 1;
      return breath !== undefined && breaths > breath ? "stop" : "go-on";
    },
    wordsOf: (error) => (error instanceof Error ? error.message : String(error)),
  };
  const ending = await interpret({ definition, facts, ports });
  return { ending, calls, places, inputs, notes };
}

/** A failure for good. */
export const broken = (message: string) => new AppError("precondition", message);
/** A step that reads. */
export const read = (id: string, more: object = {}) =>
  ({ id, title: id, kind: "read" as const, read: "contact", ...more }) as Steps[number];
