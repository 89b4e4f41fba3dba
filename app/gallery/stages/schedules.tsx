"use client";

import type { ReactNode } from "react";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Section } from "#components/patterns/section.tsx";
import { PreviewView } from "#components/schedule/preview-view.tsx";
import { ScheduleForm } from "#components/schedule/schedule-form.tsx";
import { ScheduleListView } from "#components/schedule/schedule-list-view.tsx";
import { SlotList } from "#components/schedule/slot-list.tsx";
import type { ScheduleView } from "#server/domains/schedule/schema.ts";
import { scheduleFields, schedules, slots } from "../fixtures/schedules.ts";
import { nothing, type Stages } from "./stages.ts";

const [first, second] = schedules;

function screen(content: ReactNode) {
  return {
    path: "/workflows",
    render: () => (
      <Page>
        <PageHeader title="Weekly review" />
        <Section title="Schedules" count={schedules.length}>
          {content}
        </Section>
      </Page>
    ),
  };
}

function form(schedule: ScheduleView | null, error: string | null) {
  return (
    <ScheduleForm
      schedule={schedule}
      zone="Europe/Lisbon"
      fields={scheduleFields}
      choices={{ contact: [{ id: "c1", label: "Ana Duarte" }] }}
      busy={false}
      error={null}
      renderPreview={() => (
        <PreviewView preview={first ? { zone: first.zone, next: first.next } : null} error={error} />
      )}
      onSave={nothing}
      onCancel={nothing}
    />
  );
}

export const scheduleStages: Stages = {
  schedules: screen(
    <ScheduleListView
      schedules={schedules}
      busyId={null}
      editing={null}
      renderHistory={({ id, zone }) =>
        id === "s1" ? (
          <div className="basis-full">
            <SlotList slots={slots} zone={zone} />
          </div>
        ) : null
      }
      onEnabled={nothing}
      onEdit={nothing}
      onDelete={nothing}
    />,
  ),
  "schedules-new": screen(form(null, null)),
  "schedules-expert": screen(
    form(second ?? null, "The rule BYWEEKNO is not supported; supported are FREQ, INTERVAL …"),
  ),
};
