import type { Change, PreferenceScope } from "./schema.ts";

/** A change in words, as an instruction. */
function changeWords(change: Change): string {
  switch (change.kind) {
    case "greeting": {
      const words = change.words.replace("{first}", "(first name)").replace("{last}", "(last name)");
      return `Greet with “${words.replace("{name}", "(name)")}”`;
    }
    case "closing":
      return `Close with “${change.words}”`;
    case "formality":
      return change.tone === "formal" ? "Write words out: “I am”, not “I'm”" : "Write as one speaks: “I'm”, not “I am”";
    case "leave-out":
      return `Leave out “${change.sentence}”`;
    case "add":
      return `Add “${change.sentence}”`;
    case "subject":
      if (!change.from) return `Begin the subject with “${change.to}”`;
      return change.to ? `In the subject “${change.to}” for “${change.from}”` : `No “${change.from}” in the subject`;
    case "due":
      return change.days === 0 ? "Due the same day" : `Due after ${change.days} ${change.days === 1 ? "day" : "days"}`;
  }
}

const scopeWords: Record<PreferenceScope, (id: string) => string> = {
  contact: () => "for this contact",
  domain: (id) => `for everybody at ${id}`,
  workflow: (id) => `in ${id}`,
  everyone: () => "for everyone",
};

/** A preference as it is remembered: what is done, for whom, and how often it was taught. */
export function preferenceWords(preference: {
  change: Change;
  scope: PreferenceScope;
  scopeId: string;
  edits: number;
}): string {
  const { change, scope, scopeId, edits } = preference;
  const taught = edits === 1 ? "taught by one edit" : `taught by ${edits} edits`;
  return `${changeWords(change)}, ${scopeWords[scope](scopeId)}: ${taught}`;
}
