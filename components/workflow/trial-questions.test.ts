import { expect, test } from "vitest";
import { inputOf, trialChoices, trialQuestions, waysOf } from "./trial-questions.ts";

const ask = {
  id: "choose",
  title: "Choose",
  kind: "ask",
  options: [
    { id: "left", label: "Left" },
    { id: "right", label: "Right" },
  ],
};
const definition = {
  steps: [
    {
      id: "split",
      title: "Split",
      kind: "condition",
      if: "true",
      yes: [ask],
      no: [{ ...ask, id: "told", wait: false }],
    },
    { id: "each", title: "Each", kind: "for-each", steps: [{ id: "await", title: "Await", kind: "wait-for" }] },
    "not a step",
  ],
};

test("every step that waits for an answer or an event is asked about, wherever it stands", () => {
  expect(trialQuestions(definition).map(({ id, answers }) => [id, answers.map((answer) => answer.id)])).toEqual([
    ["choose", ["left", "right"]],
    ["await", ["arrives", "times-out"]],
  ]);
  expect(trialQuestions({})).toEqual([]);
});

test("what is answered is told to the trial, the rest is left to its defaults", () => {
  const questions = trialQuestions(definition);
  expect(trialChoices(questions, { choose: "right", gone: "left" })).toEqual({
    options: { choose: "right" },
    each: {},
  });
  expect(trialChoices(questions, { await: "times-out" })).toEqual({ options: {}, each: { await: "times-out" } });
});

test("the ways of starting and the fields are read leniently", () => {
  const triggers = [{ on: "event" }, { on: "api" }, { on: "manual" }, 7];
  expect(waysOf({ triggers }).map(({ from }) => from)).toEqual(["manual", "api"]);
  expect(waysOf({})).toEqual([]);
  expect(inputOf({ input: [{ name: "note", type: "text", required: false }, { name: 3 }] })).toEqual([
    { name: "note", label: "note", type: "text", required: false },
  ]);
});
