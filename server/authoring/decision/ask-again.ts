import { z } from "zod";
import type { Outcome } from "#server/agents/contract.ts";
import { decide } from "#server/agents/decide.ts";
import { agents } from "#server/agents/registry.ts";
import { readingOnly } from "#server/db/read-only.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { parseInput } from "#server/kernel/parse.ts";
import { type KeptDecision, type Lesson, type RecalledPreference, readSnapshot } from "#server/memory/index.ts";
import type { Answer, AskedAgain } from "../schema.ts";
import { compareAnswers } from "./compare-answers.ts";
import { recallNow } from "./recall-now.ts";

const input = z.object({
  id: z.uuid(),
  /** the memory that the agent is given: exactly the versions of then, or what it would recall now */
  memory: z.enum(["then", "now"]),
});

const answerSchema = z.object({
  method: z.string(),
  confidence: z.number(),
  findings: z.array(z.object({ label: z.string(), value: z.string() })),
  proposals: z.array(
    z.object({
      action: z.string(),
      reason: z.string(),
      confidence: z.number(),
      input: z.record(z.string(), z.unknown()).catch({}),
    }),
  ),
});

function answerOf(outcome: Outcome | Record<string, unknown>): Answer {
  // through JSON, as the other one was: a date is compared as its text
  return answerSchema.parse(JSON.parse(JSON.stringify(outcome)));
}

/** The versions that the decision was made from, whatever became of them since. */
function memoryThen({ items, erased, question }: KeptDecision) {
  if (erased.length > 0) {
    throw new AppError("precondition", `${erased.length} of the memories of then were erased since`);
  }
  return {
    memory: items
      .filter(({ lesson, preference }) => !lesson && !preference)
      .map((item) => ({ ...item, why: question?.whys[item.id] ?? "" })),
    lessons: items.flatMap(({ lesson }): Lesson[] => (lesson ? [lesson] : [])),
    preferences: items.flatMap(({ preference }): RecalledPreference[] => (preference ? [preference] : [])),
  };
}

async function again(caller: Context, asked: z.output<typeof input>): Promise<AskedAgain> {
  const kept = await readSnapshot.execute(caller, { id: asked.id });
  const { question, outcome, data } = kept;
  if (!question || !outcome) {
    throw new AppError("precondition", "What was asked was not kept, or was erased: this cannot be asked again");
  }
  const agent = agents.find(({ name }) => name === data.agent);
  if (!agent) throw new AppError("precondition", `There is no agent ${data.agent} any more`);
  const context: Context = { ...caller, actor: { kind: "system", id: "ask-again" } };
  // whatever the agent tries: the database takes no write in here
  const decided = await readingOnly(async () => {
    const recalled = asked.memory === "then" ? memoryThen(kept) : await recallNow(context, kept);
    const { guidance, standing } = question;
    // the clock of before: lessons that name a day mean the same day
    const now = asked.memory === "then" ? kept.at : context.clock.now();
    return decide({ agent, intent: data.intent, input: question.input, ...recalled, guidance, standing, now });
  });
  const before = answerOf(outcome);
  const now = answerOf(decided.outcome);
  return { memory: asked.memory, before, now, model: decided.model, differences: compareAnswers(before, now) };
}

/**
 * Asks an agent the same again, with the memory as it was or as it is, and says where the answer differs. Nothing is
 * written, proposed or sent; a configured model is called within the agent's budget.
 * @throws AppError not_found; precondition where what was asked, or what was recalled, is not there any more
 */
export const askDecisionAgain = {
  name: "decision.askAgain",
  input,
  execute: (context: Context, raw: unknown): Promise<AskedAgain> => again(context, parseInput(input, raw)),
};
