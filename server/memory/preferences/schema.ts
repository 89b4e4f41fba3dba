import { z } from "zod";

/** One thing that the operator makes otherwise in a draft, so that it can be done again. Never an amount or an address. */
export const changeSchema = z.discriminatedUnion("kind", [
  /** `{name}`, `{first}` and `{last}` stand for the person; all else is one of the words in server/agents/guidance */
  z.object({ kind: z.literal("greeting"), words: z.string().min(1).max(80), personal: z.boolean() }),
  z.object({ kind: z.literal("closing"), words: z.string().min(1).max(80) }),
  z.object({ kind: z.literal("formality"), tone: z.enum(["formal", "casual"]) }),
  z.object({ kind: z.literal("leave-out"), sentence: z.string().min(1).max(300) }),
  z.object({ kind: z.literal("add"), sentence: z.string().min(1).max(300) }),
  /** fixed words of a subject; an empty `from` puts `to` before it */
  z.object({ kind: z.literal("subject"), from: z.string().max(120), to: z.string().max(120) }),
  /** days from the day of the draft */
  z.object({ kind: z.literal("due"), days: z.int().min(0).max(365) }),
]);
/** A change of a draft. */
export type Change = z.infer<typeof changeSchema>;

/** Whom a preference is for, the narrowest first. */
export const preferenceScopes = ["contact", "domain", "workflow", "everyone"] as const;
/** Whom a preference is for. */
export type PreferenceScope = (typeof preferenceScopes)[number];

/** One thing that the operator changed in one draft. */
export const draftEditSchema = z.object({
  /** edits of one slot say alike, or otherwise */
  slot: z.string().min(1).max(120),
  change: changeSchema,
  /** how it was, and what the operator made of it, for the page */
  before: z.string().max(500),
  after: z.string().max(500),
});
/** An edit that teaches something. */
export type DraftEdit = z.infer<typeof draftEditSchema>;

/** What a memory item says of the preference that it holds. */
export const heldPreference = z.object({
  via: z.literal("preference"),
  agent: z.string(),
  action: z.string(),
  slot: z.string(),
  change: changeSchema,
  changeHash: z.string(),
  scope: z.enum(preferenceScopes),
  /** contact id, mail domain or workflow; empty for everyone */
  scopeId: z.string(),
  /** 0..1, see strengthOf */
  strength: z.number(),
});
/** A preference as its memory item holds it. */
export type HeldPreference = z.infer<typeof heldPreference>;

/** A preference as the Memory screen shows it. */
const preferenceRowSchema = z.object({
  id: z.string(),
  version: z.int(),
  /** what is done, in words */
  text: z.string(),
  agent: z.string(),
  action: z.string(),
  scope: z.enum(preferenceScopes),
  scopeLabel: z.string(),
  /** whether the operator chose the scope */
  chosen: z.boolean(),
  /** scopes that it can be given */
  scopes: z.array(z.enum(preferenceScopes)),
  /** 0..1 */
  strength: z.number(),
  /** edits that said otherwise, within the scope */
  against: z.int(),
  since: z.date(),
  /** the edits that taught it, newest first, at most ten */
  evidence: z.array(
    z.object({ proposalId: z.string(), title: z.string(), before: z.string(), after: z.string(), at: z.date() }),
  ),
  edits: z.int(),
});
/** A row of what was learnt from edits. */
export type PreferenceRow = z.infer<typeof preferenceRowSchema>;
