import { z } from "zod";
import { completeTask, listTasks } from "#server/domains/task/index.ts";
import { idInput } from "../inputs.ts";
import { fromQuery } from "../procedure.ts";
import { operatorProcedure, router } from "../trpc.ts";

export const taskRouter = router({
  list: fromQuery(listTasks),
  complete: operatorProcedure
    .input(idInput.extend({ done: z.boolean().default(true) }))
    .mutation(({ ctx, input }) => completeTask.execute(ctx.context, { taskId: input.id, done: input.done })),
});
