import { mostSinglePushes } from "./rules.ts";
import type { NotifySettings, Subject } from "./schema.ts";

/** What a push message carries, sealed for the browser it goes to. */
export type PushMessage = {
  /** one notification per tag: a later message takes the place of the earlier one */
  tag: string;
  title: string;
  body: string;
  /** the path that a click opens */
  path: string;
  /** true: it was decided meanwhile, and the notification goes away again */
  done: boolean;
};

const longest = 200;
const shorten = (text: string) => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

/** The tag of one subject, and of what is told together. */
export const tagOf = (subject: { kind: string; id: string }) => `${subject.kind}:${subject.id}`;
export const bundleTag = "queue";

function wordsFor(subject: Subject, level: NotifySettings["lockScreen"]): { title: string; body: string } {
  switch (level) {
    case "nothing":
      return { title: "Adjutant", body: "Something waits for you." };
    case "kind":
      return { title: "Adjutant", body: subject.about };
    case "title":
      return { title: subject.about, body: shorten(subject.title) };
  }
}

/** The messages for these subjects: one each, or one for all of them when they are many. */
export function pushMessages(subjects: readonly Subject[], level: NotifySettings["lockScreen"]): PushMessage[] {
  if (subjects.length > mostSinglePushes) {
    const body = `${subjects.length} things wait for you.`;
    return [{ tag: bundleTag, title: "Adjutant", body, path: "/approvals", done: false }];
  }
  return subjects.map((subject) => ({
    tag: tagOf(subject),
    ...wordsFor(subject, level),
    path: subject.path,
    done: false,
  }));
}

/** The message that takes a notification away again. */
export function doneMessage(tag: string): PushMessage {
  return { tag, title: "Adjutant", body: "Decided. Nothing to do here any more.", path: "/approvals", done: true };
}
