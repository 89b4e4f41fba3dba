import type { Conversation, Item, Question } from "./conversation.ts";
import { type Family, families } from "./families.ts";
import { inventedNames, type Random, randomFrom } from "./random.ts";
import { fill, questionsFor, sentence, type Told, wordsAbout } from "./tell.ts";

const day = 86_400_000;
const sentencesOfTurn = 22;

const requests = [
  "What should I keep in mind?",
  "Give me a plan for the next weeks.",
  "Please explain what matters most here.",
  "Which mistakes do beginners make?",
] as const;
const advice = [
  "Begin with a small step and write down what you notice about {x}",
  "Many people think first of {w} and {w}, and there is no single answer to that",
  "It pays to compare at least three offers before you decide anything about {x}",
  "Set aside an hour on a fixed day, for what has no place in the week is soon forgotten",
  "If the {w} weighs on you, take it as a sign to slow down",
  "Keep in mind that {x} can look quite different from one month to the next",
  "A friend who has done it before is worth more than any handbook",
  "As a rule of thumb, plan a third more time and money than you first thought",
  "Consider what you would do if the opposite were the case",
  "Some prefer to read about {x} before they try, others learn by doing, and both are right",
  "Make a list with two columns, what you know and what you only suppose",
  "Talk about it with those whom it concerns, as early as you can",
  "You mentioned it in passing, so let us look at {x} more closely",
  "There are three points to weigh: effort, cost, and how easily it can be undone",
  "Take a photograph before you change anything, so that you can go back",
  "In most cases the first week is the hardest and the second decides",
  "It may help to tell somebody about {x} and the {w}, in your own words",
  "Put the receipt, the date and the name of whoever helped you into one folder",
] as const;
const means = ["guide", "method", "checklist", "app", "course", "handbook"] as const;
const recommending = [
  "For this I would turn to the {n} {m}, which is short and sound",
  "The {n} {m} fits your case best in my view",
] as const;

/** A long answer: much about the subject, little that anybody will ask for, and one thing that they may. */
function longTurn(random: Random, { family, x, hint }: { family: Family; x: string; hint?: string }): string {
  // the words that questions will be made of, without being an answer to any
  const words = wordsAbout(family);
  const lines: string[] = Array.from({ length: sentencesOfTurn }, () =>
    random
      .pick(advice)
      .replace("{x}", x)
      .replaceAll("{w}", () => random.pick(words)),
  );
  if (hint) lines.splice(3 + random.below(sentencesOfTurn - 4), 0, hint);
  return `${lines.join(". ")}.`;
}

/** Somebody's chats with an assistant that answers at length. @param number which of how many that share no subject */
export function assistantChats(seed: number, number: number, of: number): Conversation {
  const random = randomFrom(seed * 1_000 + 500 + number);
  const newName = inventedNames(random);
  const id = `assistant-${number + 1}`;
  const items: Item[] = [];
  const questions: Omit<Question, "id">[] = [];
  const told: Told[] = [];
  let time = Date.UTC(2031, random.below(6), 3, 17);
  const own = families.filter((_, index) => index % of === number);
  const scenes = random.shuffled(
    own.flatMap((family) =>
      random
        .shuffled(family.x)
        .slice(0, 3)
        .map((x) => ({ family, x })),
    ),
  );
  for (const [session, { family, x }] of scenes.entries()) {
    time += (2 + random.below(14)) * day;
    const at = time;
    const say = (speaker: string, text: string) => {
      const place = items.length + 1;
      const item = { id: `${id}-${place}`, session: `${id}-s${session + 1}`, speaker, text: sentence(text) };
      items.push({ ...item, time: new Date(at + place * 1_000).toISOString() });
      return item.id;
    };
    const opening = say("user", `${fill(random.pick(family.opens), { x })}. ${random.pick(requests)}`);
    const [name, kind] = [newName(), random.pick(means)];
    const hint = random.pick(recommending).replace("{n}", name).replace("{m}", kind);
    const hinted = say("assistant", longTurn(random, { family, x, hint }));
    say("assistant", `May I ask one thing. ${family.asks}`);
    const answer = say("user", fill(random.pick(family.answers), { y: random.pick(family.y) }));
    say("assistant", longTurn(random, { family, x }));
    say("user", "Thank you, that is enough for today");
    const month = new Date(at).toLocaleDateString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
    told.push({ family, x, teller: null, opening, answer, month });
    const text = `Which ${kind} did you recommend to me about ${x}?`;
    questions.push({ text, evidence: [hinted], kind: "what the agent said" });
  }
  for (const group of Map.groupBy(told, ({ family }) => family).values())
    questions.push(...questionsFor(random, group));
  return { id, items, questions: questions.map((one, index) => ({ id: `${id}-q${index + 1}`, ...one })) };
}
