import type { Conversation, Item, Question } from "./conversation.ts";
import { type Family, families } from "./families.ts";
import { inventedNames, type Random, randomFrom } from "./random.ts";
import { fill, questionsFor, sentence, type Told, wordsAbout } from "./tell.ts";

const sessions = 20;
const turnsOfSession = 30;
const day = 86_400_000;

const smallTalk = [
  "How are you today?",
  "Not bad, a little tired",
  "It rains here since Tuesday",
  "Same old, same old",
  "I have to run soon, the kettle is on",
  "That made me laugh",
  "Thanks, {other}, you are a dear",
  "Wait, somebody rings",
  "Where was I? Never mind",
  "{other}, did I tell you that before?",
  "True. And yet",
  "The heating is either off or a desert",
  "My week was all meetings and no bread",
  "Oh {other}, you always say that",
  "I could sleep until March",
  "What a thing",
  "Sorry, I was on the other line",
  "Do you still have that green umbrella?",
  "Let us meet soon, it has been ages",
  "Good for you!",
] as const;
/** They name what somebody told elsewhere, and answer nothing. */
const hearsay = [
  "There was a whole page on {x} in the paper",
  "A colleague talks of {x} all day, it is a bit much",
  "Did you see the film about {x}? I fell asleep",
  "They sell postcards of {x} now, can you believe it",
  "{other}, remember when we joked about {x}?",
  "Somebody asked me about {x} and I had no idea",
] as const;
const comments = [
  "I am glad, {other}",
  "Ha, that is so like you",
  "You must show me one day",
  "I would never dare",
  "Keep me posted on that",
  "Sounds like a plan, {other}",
] as const;
/** Words of the question fall now and then, in the turn itself or in what the other says of it. */
const mentions = ["Call it {w} if you like", "One word for it: {w}", "You know how I am about {w}"] as const;
const relations = ["cousin", "old teacher", "godson", "landlady", "colleague", "sister in law", "stepbrother"] as const;
const companions = ["{n}, my {r}, is in on it too", "It was {n} who talked me into it, my {r}"] as const;

type Scene = { family: Family; x: string; teller: number };

/** Every kind of thing comes up with both, twice with one of them; no two conversations share what it is about. */
function scenes(random: Random, number: number, of: number): Scene[] {
  const all = families.flatMap((family) => {
    const values = random.shuffled(family.x.filter((_, index) => index % of === number)).slice(0, 3);
    const twice = random.below(2);
    return values.map((x, index) => ({ family, x, teller: index < 2 ? twice : 1 - twice }));
  });
  return random.shuffled(all);
}

/** Writes one talk, turn by turn. */
function writer(random: Random, id: string, people: readonly [string, string]) {
  const items: Item[] = [];
  const state = { session: 0, time: Date.UTC(2031, random.below(6), 3, 17) };
  const say = (who: number, text: string) => {
    const item = {
      ...{
        id: `${id}-${items.length + 1}`,
        speaker: people[who === 0 ? 0 : 1],
        session: `${id}-s${state.session + 1}`,
      },
      text: sentence(text.replaceAll("{other}", people[who === 0 ? 1 : 0])),
      time: new Date(state.time).toISOString(),
    };
    state.time += 40_000;
    items.push(item);
    return item.id;
  };
  const nextSession = () => {
    state.session += 1;
    state.time += (5 + random.below(25)) * day;
  };
  const month = () =>
    new Date(state.time).toLocaleDateString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
  return { items, say, nextSession, month };
}

/** Two people over twenty sessions. @param number which of how many that share no subject */
export function twoPeople(seed: number, number: number, of: number): Conversation {
  const random = randomFrom(seed * 1_000 + number);
  const newName = inventedNames(random);
  const people = [newName(), newName()] as const;
  const id = `people-${number + 1}`;
  const { items, say, nextSession, month } = writer(random, id, people);
  const due = scenes(random, number, of);
  const subjects = due.map(({ x }) => x);
  const told: Told[] = [];
  const questions: Omit<Question, "id">[] = [];
  const act = ({ family, x, teller }: Scene) => {
    const [me, other] = [teller, 1 - teller];
    const mention = random.pick(mentions).replace("{w}", random.pick(wordsAbout(family)));
    const mentioned = random.below(3);
    const open = fill(random.pick(family.opens), { x });
    const opening = say(me, mentioned === 0 ? `${open}. ${mention}` : open);
    if (random.chance(0.3)) say(other, random.pick(smallTalk));
    say(other, family.asks);
    const answer = say(me, fill(random.pick(family.answers), { y: random.pick(family.y) }));
    told.push({ family, x, teller: people[teller === 0 ? 0 : 1], opening, answer, month: month() });
    if (mentioned === 1) say(other, mention);
    else if (random.chance(0.7)) say(other, random.pick(comments));
    if (random.chance(0.2)) {
      const name = newName();
      const evidence = [say(me, random.pick(companions).replace("{n}", name).replace("{r}", random.pick(relations)))];
      questions.push({ text: `Who is ${name}?`, evidence, kind: "name" });
    }
  };
  const chat = () => {
    const who = random.below(2);
    if (random.chance(0.25)) say(who, random.pick(hearsay).replace("{x}", random.pick(subjects)));
    else say(who, random.chance(0.3) ? random.pick(families).stray : random.pick(smallTalk));
  };
  for (let session = 0; session < sessions; session += 1) {
    const until = (session + 1) * turnsOfSession;
    const share = due.splice(0, Math.ceil(due.length / (sessions - session)));
    for (const scene of share) {
      for (let turn = 0; turn < 2; turn += 1) chat();
      act(scene);
    }
    while (items.length < until) chat();
    nextSession();
  }
  const byTelling = Map.groupBy(told, ({ family, teller }) => `${families.indexOf(family)} ${teller}`);
  for (const group of byTelling.values()) questions.push(...questionsFor(random, group));
  return { id, items, questions: questions.map((one, index) => ({ id: `${id}-q${index + 1}`, ...one })) };
}
