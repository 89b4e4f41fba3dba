import { z } from "zod";
import { taints } from "#server/kernel/taint.ts";

/** The tiers of memory, from the shortest to the longest lived. */
export const memoryTiers = ["session", "profile", "canonical"] as const;

/** What a memory can be. */
export const memoryKinds = ["preference", "fact", "summary", "style", "term", "lesson", "message", "passage"] as const;

/** What a boundary allows; `write` includes `read`. */
export const memoryAccess = ["none", "read", "write"] as const;

/** A place in the matrix of boundaries. */
export const memoryCellSchema = z.object({ tier: z.enum(memoryTiers), kind: z.enum(memoryKinds) });
/** One tier and one kind. */
export type MemoryCell = z.infer<typeof memoryCellSchema>;
/** What one reader may do in one cell. */
export type MemoryAccess = (typeof memoryAccess)[number];

/** The boundaries of one reader, with what its declaration says and who set what when. */
const readerBoundariesSchema = z.object({
  name: z.string(),
  purpose: z.string(),
  cells: z.array(
    memoryCellSchema.extend({
      access: z.enum(memoryAccess),
      declared: z.enum(memoryAccess),
      changed: z.object({ by: z.string(), at: z.date() }).nullable(),
    }),
  ),
});
/** One reader of the matrix. */
export type ReaderBoundaries = z.infer<typeof readerBoundariesSchema>;

/** The whole matrix, and what it refused last. */
export const boundariesSchema = z.object({
  readers: z.array(readerBoundariesSchema),
  refusals: z.array(
    z.object({ runId: z.string(), title: z.string(), words: z.string(), at: z.date(), reason: z.string() }),
  ),
});
/** The page of boundaries. */
export type Boundaries = z.infer<typeof boundariesSchema>;

/** One version of a fact, as the Memory screen shows it; `validTo` is null while it holds. */
export const memoryRowSchema = z.object({
  id: z.string(),
  tier: z.enum(["session", "profile", "canonical"]),
  kind: z.string(),
  text: z.string(),
  subject: z.object({ kind: z.string(), id: z.string(), label: z.string() }),
  source: z.object({ kind: z.enum(["event", "run", "operator"]), id: z.string(), label: z.string() }),
  taint: z.enum(["outside", "operator"]),
  confidence: z.number(),
  quarantined: z.boolean(),
  /** the trusted source that says the same, which let it stand though it came from outside */
  corroboratedBy: z.object({ kind: z.string(), id: z.string(), label: z.string(), at: z.string() }).nullable(),
  /** the operator let it stand, though it came from outside */
  confirmedAt: z.date().nullable(),
  version: z.int(),
  /** the newest version of the same fact */
  newest: z.int(),
  validFrom: z.date(),
  validTo: z.date().nullable(),
});
/** A row of the Memory screen. */
export type MemoryRow = z.infer<typeof memoryRowSchema>;

/** What a decision was made from: nothing but ids and hashes, so that it can stay when texts are erased. */
export const snapshotDataSchema = z.object({
  /** the exact versions that were recalled */
  memory: z.array(z.object({ id: z.string(), version: z.int(), taint: z.enum(taints).optional() })),
  /** the worst label of all that the run had come in touch with by then */
  taint: z.enum(taints).optional(),
  agent: z.string(),
  /** of the agent's declaration */
  agentHash: z.string().optional(),
  intent: z.string(),
  /** of the policy in force: a hash of its grants and settings */
  policy: z.string().optional(),
  workflow: z.object({ id: z.string(), version: z.int() }),
  /** `provider:model`, or null for the offline method */
  model: z.string().nullable(),
  /** the actions that were proposed, each by the hash of its description and the shape of its input */
  actions: z.array(z.object({ name: z.string(), hash: z.string() })).optional(),
  /** SHA-256 of the agent's input */
  inputHash: z.string(),
  /** of what the model was sent */
  prompts: z.array(z.string()).optional(),
  /** of all that is needed to ask again */
  question: z.string().optional(),
  /** of what the agent answered */
  outcome: z.string().optional(),
});
/** What a snapshot holds. */
export type SnapshotData = z.infer<typeof snapshotDataSchema>;

/** A decision of a run, as its page lists it. */
export type DecisionRow = {
  id: string;
  step: string;
  at: Date;
  hash: string;
  agent: string;
  intent: string;
  model: string | null;
  memories: number;
};

type RollbackItem = {
  id: string;
  chainId: string;
  version: number;
  text: string;
  tier: string;
  kind: string;
  quarantined: boolean;
};

/** What taking back what a run wrote to memory would do. */
export type RollbackPreview = {
  /** would be no longer valid */
  close: RollbackItem[];
  /** would be the newest version again */
  restore: RollbackItem[];
  left: (RollbackItem & { because: string })[];
  /** stands for all of this: what the operator agrees to */
  seen: string;
  /** what was taken back before, newest first */
  rollbacks: { id: string; at: Date; closed: number; restored: number; undone: boolean }[];
};
/** What waits in quarantine, with the passage that it came from. */
export const quarantinedRowSchema = memoryRowSchema.extend({
  /** what it is about, where that is named: `language`; rows of one kind and key are alike */
  key: z.string().nullable(),
  evidence: z.array(z.object({ kind: z.string(), id: z.string(), label: z.string() })),
  /** null where no event or message is known; its parts are null where the event brought no message */
  passage: z
    .object({
      eventId: z.string().nullable(),
      from: z.string().nullable(),
      subject: z.string().nullable(),
      text: z.string().nullable(),
      at: z.date().nullable(),
    })
    .nullable(),
});
/** A row of the quarantine. */
export type QuarantinedRow = z.infer<typeof quarantinedRowSchema>;
