import { actions } from "#server/actions/registry.ts";
import {
  listChanges,
  readAutonomy,
  setGrant,
  setPolicySettings,
  simulatePolicy,
} from "#server/domains/autonomy/index.ts";
import { acceptPromotion, declinePromotion } from "#server/domains/trust/index.ts";
import { fromCommand, fromQuery } from "../procedure.ts";
import { operatorProcedure, router } from "../trpc.ts";

export const autonomyRouter = router({
  get: fromQuery(readAutonomy),
  /** what the screen says of each action */
  actions: operatorProcedure.query(() =>
    actions.map(({ name, description, risk, reversible }) => ({
      name,
      description,
      risk,
      reversible: reversible.kind,
    })),
  ),
  changes: fromQuery(listChanges),
  simulate: fromQuery(simulatePolicy),
  setGrant: fromCommand(setGrant),
  setSettings: fromCommand(setPolicySettings),
  /** one tap: the offer exactly as it was shown */
  acceptPromotion: fromCommand(acceptPromotion),
  declinePromotion: fromCommand(declinePromotion),
});
