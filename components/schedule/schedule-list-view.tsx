import type { ReactNode } from "react";
import type { ScheduleView } from "#server/domains/schedule/schema.ts";
import { ScheduleCard } from "./schedule-card.tsx";

type ScheduleListViewProps = {
  schedules: ScheduleView[];
  busyId: string | null;
  /** stands in the place of the schedule that is being changed */
  editing: { id: string; form: ReactNode } | null;
  renderHistory: (schedule: ScheduleView) => ReactNode;
  onEnabled: (id: string, enabled: boolean) => void;
  onEdit: (id: string) => void;
  onDelete: (id: string) => void;
};

export function ScheduleListView(props: ScheduleListViewProps) {
  const { schedules, busyId, editing, renderHistory, onEnabled, onEdit, onDelete } = props;
  return (
    <ul className="grid grid-cols-1 gap-3">
      {schedules.map((schedule) => (
        <li key={schedule.id}>
          {editing?.id === schedule.id ? (
            editing.form
          ) : (
            <ScheduleCard
              schedule={schedule}
              busy={busyId === schedule.id}
              history={renderHistory(schedule)}
              onEnabled={(enabled) => onEnabled(schedule.id, enabled)}
              onEdit={() => onEdit(schedule.id)}
              onDelete={() => onDelete(schedule.id)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
