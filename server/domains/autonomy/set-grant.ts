import { z } from "zod";
import { agentMetas } from "#server/agents/meta.ts";
import { defineCommand } from "#server/commands/define-command.ts";
import { AppError, invalidField } from "#server/kernel/errors.ts";
import { grantChoiceSchema } from "./schema.ts";
import { lockGrant, writeGrant } from "./write-grant.ts";

/**
 * The operator sets what an agent may do with an action.
 * @throws AppError invalid, naming the field | conflict where it was changed since `revision`
 */
export const setGrant = defineCommand({
  name: "autonomy.setGrant",
  input: grantChoiceSchema.extend({
    /** as it was looked at; 0 where nothing was ever set */
    revision: z.int().min(0),
  }),
  access: ["operator"],
  run: async (scope, { revision, ...choice }): Promise<{ revision: number }> => {
    const { agent, action, level, caps } = choice;
    const declared = agentMetas.find((meta) => meta.name === agent);
    if (!declared) throw invalidField("agent", "there is no such agent");
    if (!declared.actions.some((name) => name === action)) {
      throw invalidField("action", `the ${agent} agent is not declared to propose it`);
    }
    const { recipients, ...amounts } = caps;
    const some = Object.keys(amounts).length > 0 || (recipients !== undefined && recipients !== "anyone");
    if (level === "limited" && !some) throw invalidField("caps", "limited needs at least one cap");
    const before = await lockGrant(scope, choice);
    if (before.revision !== revision) {
      throw new AppError("conflict", "It was changed meanwhile, here or by what the agent did: look again");
    }
    const reason = before.level === level ? `You changed what ${level} means here` : `You set it to ${level}`;
    return writeGrant(scope, { ...choice, kind: "set", reason });
  },
});
