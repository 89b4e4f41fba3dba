import { z } from "zod";
import {
  addMemory,
  closeMemory,
  confirmMemory,
  countQuarantined,
  decideQuarantined,
  editMemory,
  listMemory,
  listPreferences,
  listQuarantined,
  previewRunRollback,
  readBoundaries,
  removePreference,
  rollBackItem,
  rollBackRun,
  scopePreference,
  setBoundaries,
  undoRollback,
} from "#server/memory/index.ts";
import { cursorInput } from "../inputs.ts";
import { fromCommand, fromQuery } from "../procedure.ts";
import { operatorProcedure, router } from "../trpc.ts";

const subjectKinds = ["contact", "invoice", "run", "workspace"] as const;

export const memoryRouter = router({
  list: operatorProcedure
    .input(
      z
        .object({
          search: z.string().max(200).nullish(),
          tier: z.enum(["session", "profile", "canonical"]).nullish(),
          state: z.enum(["standing", "quarantined", "closed", "all"]).default("all"),
          cursor: cursorInput,
        })
        .default({ state: "all" }),
    )
    .query(async ({ ctx, input }) => {
      const page = await listMemory.execute(ctx.context, input);
      return { items: page.memories, nextCursor: page.nextCursor, quarantined: page.quarantined };
    }),
  add: operatorProcedure
    .input(
      z.object({
        subjectKind: z.enum(subjectKinds),
        /** left out for the workspace itself */
        subjectId: z.uuid().nullish(),
        text: z.string().max(4_000),
      }),
    )
    .mutation(({ ctx, input: { subjectKind, subjectId, text } }) => {
      const ofWorkspace = subjectKind === "workspace";
      const subject = ofWorkspace ? null : { kind: subjectKind, id: subjectId ?? "" };
      return addMemory.execute(ctx.context, { kind: "fact", text, subject });
    }),
  confirm: fromCommand(confirmMemory),
  close: fromCommand(closeMemory),
  boundaries: fromQuery(readBoundaries),
  setBoundaries: fromCommand(setBoundaries),
  rollBackItem: fromCommand(rollBackItem),
  previewRunRollback: fromQuery(previewRunRollback),
  rollBackRun: fromCommand(rollBackRun),
  undoRollback: fromCommand(undoRollback),
  edit: fromCommand(editMemory),
  quarantine: operatorProcedure
    .input(z.object({ cursor: cursorInput }).default({}))
    .query(({ ctx, input }) => listQuarantined.execute(ctx.context, { cursor: input.cursor, limit: 100 })),
  quarantineCount: operatorProcedure.query(({ ctx }) => countQuarantined.execute(ctx.context, undefined)),
  decideQuarantined: fromCommand(decideQuarantined),
  preferences: fromQuery(listPreferences),
  scopePreference: fromCommand(scopePreference),
  removePreference: fromCommand(removePreference),
});
