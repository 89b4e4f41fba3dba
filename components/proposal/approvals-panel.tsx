"use client";

import { lazy, Suspense, useState } from "react";
import { useRenewal } from "#components/api/use-renewal.ts";
import { showToast } from "#components/ui/toast-store.ts";
import type { BatchOutcome } from "#server/domains/proposal/schema.ts";
import { ApprovalsView } from "./approvals-view.tsx";
import { queueAddress } from "./queue-address.ts";
import { useAddress } from "./use-address.ts";
import { useChosen } from "./use-chosen.ts";
import { useDecisions } from "./use-decisions.ts";
import { useCard, useQueue } from "./use-queue.ts";

const QueueBar = lazy(() => import("./queue-bar.tsx").then((module) => ({ default: module.QueueBar })));
const ApprovalsEmpty = lazy(() =>
  import("./approvals-empty.tsx").then((module) => ({ default: module.ApprovalsEmpty })),
);
const QueueFilters = lazy(() => import("./queue-filters.tsx").then((module) => ({ default: module.QueueFilters })));
const UndoStrip = lazy(() => import("./undo-strip.tsx").then((module) => ({ default: module.UndoStrip })));
const SnoozeMenu = lazy(() => import("./snooze-menu.tsx").then((module) => ({ default: module.SnoozeMenu })));
const BatchDialog = lazy(() => import("./batch-dialog.tsx").then((module) => ({ default: module.BatchDialog })));

type Shown = { kind: "filters" } | { kind: "snooze"; id: string } | { kind: "batch"; ids: string[] } | null;

export function ApprovalsPanel() {
  const { view, open, show, select } = useAddress();
  const renew = useRenewal();
  const [shown, setShown] = useState<Shown>(null);
  const { items, more, total, snoozed } = useQueue(view);
  const leave = (id: string) => {
    const at = rows.findIndex((row) => row.id === id);
    if (at >= 0) select((rows[at + 1] ?? rows[at - 1])?.id ?? null);
  };
  const decisions = useDecisions({ onSent: leave, onEdited: select, onUndone: select, onShow: select });
  const rows = items.filter((row) => !decisions.isLeaving(row.id));
  const chosen = useChosen(rows);
  const at = Math.max(
    0,
    rows.findIndex((row) => row.id === open),
  );
  const current = rows[at];
  const near = [rows[at + 1], rows[at + 2], rows[at + 3], rows[at - 1]].flatMap((row) => row?.id ?? []);
  const { card } = useCard(current?.id ?? null, near);
  const decidedTogether = (decision: "approve" | "reject", outcome: BatchOutcome) => {
    const done = outcome.filter((one) => one.decided);
    const ids = done.map((one) => one.id);
    decisions.dropFromQueue(new Set(ids));
    chosen.clear();
    if (done.length === 0) return;
    const times = done.flatMap((one) => one.executeAfter?.getTime() ?? []);
    const title = `${done.length} ${decision === "approve" ? "approved" : "rejected"}`;
    if (times.length === 0) return showToast({ key: "batch", tone: "info", title });
    // all of them can be taken back until the first window closes
    const until = new Date(Math.min(...times));
    decisions.remember({ ids, until: Promise.resolve(until) });
    const action = { label: "Undo all", run: () => decisions.undoAll(ids) };
    showToast({ key: "batch", tone: "good", title, until, action });
  };
  const close = () => setShown(null);
  const waiting = Math.max(0, total - (items.length - rows.length));
  const bar = (
    <Suspense fallback={<div className="h-11 md:h-9" />}>
      <QueueBar
        view={view}
        total={waiting}
        snoozed={snoozed}
        onView={(next) => show(next, null)}
        onFilters={() => setShown({ kind: "filters" })}
      />
    </Suspense>
  );
  const narrowed = snoozed > 0 || queueAddress(view, null) !== "/approvals";
  return (
    <>
      <Suspense>
        <UndoStrip />
      </Suspense>
      {current ? (
        <ApprovalsView
          rows={rows}
          total={waiting}
          selectedId={current.id}
          card={card}
          chosen={chosen}
          onSelect={select}
          onApprove={decisions.approve}
          onEdit={decisions.edit}
          onReject={decisions.reject}
          onRespond={decisions.respond}
          onUndoLast={decisions.undoLast}
          onSnooze={(id) => setShown({ kind: "snooze", id })}
          onBatch={() => setShown({ kind: "batch", ids: chosen.chosen })}
          refused={(id) => decisions.errorOf(id) !== null}
          busy={decisions.busyOf(current.id)}
          error={decisions.errorOf(current.id)}
          more={more}
          bar={bar}
        />
      ) : (
        <div className="grid grid-cols-1 gap-4">
          {narrowed ? bar : null}
          <Suspense>
            <ApprovalsEmpty
              view={view}
              onAll={() => show({ sort: view.sort, filter: {} }, null)}
              onUndoLast={decisions.undoLast}
            />
          </Suspense>
        </div>
      )}
      <Suspense>
        {shown?.kind === "filters" ? (
          <QueueFilters
            filter={view.filter}
            open
            onFilter={(filter) => show({ ...view, filter }, null)}
            onClose={close}
          />
        ) : null}
        {shown?.kind === "snooze" ? (
          <SnoozeMenu
            id={shown.id}
            snoozed={Boolean(view.filter.snoozed)}
            open
            onSnoozed={(id) => {
              leave(id);
              decisions.dropFromQueue(new Set([id]));
              close();
            }}
            onBack={() => {
              renew(["proposal"]);
              close();
            }}
            onClose={close}
          />
        ) : null}
        {shown?.kind === "batch" ? (
          <BatchDialog ids={shown.ids} open onDecided={decidedTogether} onClose={close} />
        ) : null}
      </Suspense>
    </>
  );
}
