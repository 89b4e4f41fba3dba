import { z } from "zod";

const id = z.string();

/**
 * The event catalogue: every name that may stand in the outbox, with the shape of its data.
 * Every datum carries ids only; the rows they name are the authority.
 */
export const catalogue = {
  "event.received": z.object({ workspaceId: id, eventId: id }),
  // the records that it is about, for whoever waits for something to happen to one of them
  "event.normalised": z.object({
    workspaceId: id,
    eventId: id,
    type: z.string(),
    intent: z.string(),
    contactId: id.nullish(),
    invoiceId: id.nullish(),
  }),
  "run.requested": z.object({ workspaceId: id, runId: id, eventId: id, workflow: z.string() }),
  "run.cancelled": z.object({ workspaceId: id, runId: id }),
  "run.resumed": z.object({ workspaceId: id, runId: id }),
  "run.ended": z.object({ workspaceId: id, runId: id, status: z.string() }),
  "run.failed": z.object({ workspaceId: id, runId: id, functionRunId: id }),
  "run.compensation-requested": z.object({ workspaceId: id, runId: id, because: z.string() }),
  "proposal.made": z.object({ workspaceId: id, proposalId: id, runId: id }),
  // the operator taught an agent something by how they decided
  "proposal.taught": z.object({ workspaceId: id, proposalId: id, runId: id, operatorId: id }),
  "proposal.decided": z.object({ workspaceId: id, proposalId: id, runId: id }),
  // `at` tells apart that it was opened again
  "escalation.opened": z.object({ workspaceId: id, escalationId: id, at: z.iso.datetime() }),
  "escalation.resolved": z.object({ workspaceId: id, escalationId: id, runId: id.nullable(), option: z.string() }),
  "notification.added": z.object({ workspaceId: id, notificationId: id }),
  "push.test-requested": z.object({ workspaceId: id, deliveryId: id }),
  // `circuit` is workspace and target in one text, for whoever waits for one of them
  "circuit.opened": z.object({ workspaceId: id, target: id, circuit: id, probeAt: z.iso.datetime() }),
  "circuit.closed": z.object({ workspaceId: id, target: id, circuit: id }),
  "invoice.settled": z.object({ workspaceId: id, invoiceId: id }),
} as const;

/** A name in the catalogue. */
export type CatalogueName = keyof typeof catalogue;

/** The data of a catalogue event. */
export type CatalogueData<N extends CatalogueName> = z.output<(typeof catalogue)[N]>;
