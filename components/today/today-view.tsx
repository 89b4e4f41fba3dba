import { EmptyState } from "#components/patterns/empty-state.tsx";
import { Section } from "#components/patterns/section.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Today } from "#server/domains/today/schema.ts";
import { ActivityChart } from "./activity-chart.tsx";
import { AtRiskList, DoneList, ReviewTaskList, WaitingList } from "./today-lists.tsx";
import { TodaySentence } from "./today-sentence.tsx";

/** What needs me, what is at risk, what was done: in ten seconds. */
export function TodayView({ today, told }: { today: Today; told?: React.ReactNode }) {
  const waitingElsewhere = today.waitingCount - today.waiting.length;
  return (
    <div className="grid grid-cols-1 gap-8">
      <TodaySentence today={today} />
      <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 grid-cols-1 gap-8">
          <Section
            title="Needs you"
            count={today.waitingCount}
            action={
              today.waitingCount > 0 ? (
                <ButtonLink href="/approvals" look="primary" size="small">
                  Decide now
                </ButtonLink>
              ) : null
            }
          >
            {today.waiting.length > 0 ? (
              <WaitingList waiting={today.waiting} />
            ) : (
              <EmptyState
                title="Nothing waits for you"
                detail="The next proposal appears here and in Approvals as soon as an agent makes it."
              >
                <ButtonLink href="/approvals/decided">See what you decided</ButtonLink>
              </EmptyState>
            )}
            {waitingElsewhere > 0 ? (
              <p className="text-small">
                <TextLink href="/approvals">{`${waitingElsewhere} more in Approvals`}</TextLink>
              </p>
            ) : null}
          </Section>
          {told}
          {today.reviewTasks.length > 0 ? (
            <Section title="Review tasks" count={today.reviewTasks.length}>
              <ReviewTaskList tasks={today.reviewTasks} />
            </Section>
          ) : null}
          {today.atRisk.length > 0 ? (
            <Section title="At risk" count={today.atRisk.length}>
              <AtRiskList items={today.atRisk} />
            </Section>
          ) : null}
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-8">
          <Section title="Last seven days">
            <ActivityChart activity={today.activity} />
          </Section>
          <Section title="Done today" count={today.doneCount}>
            {today.done.length > 0 ? (
              <DoneList done={today.done} />
            ) : (
              <p className="text-small text-soft">Nothing was carried out yet today.</p>
            )}
          </Section>
        </div>
      </div>
    </div>
  );
}
