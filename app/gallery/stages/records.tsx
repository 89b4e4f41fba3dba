"use client";

import type { ReactNode } from "react";
import { ContactListView } from "#components/contact/contact-list-view.tsx";
import { ContactView } from "#components/contact/contact-view.tsx";
import { EventFilters } from "#components/event/event-filters.tsx";
import { EventListView } from "#components/event/event-list-view.tsx";
import { EventView } from "#components/event/event-view.tsx";
import { InvoiceListView } from "#components/invoice/invoice-list-view.tsx";
import { InvoiceView } from "#components/invoice/invoice-view.tsx";
import { MailListView } from "#components/mail/mail-list-view.tsx";
import { Page } from "#components/patterns/page.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { SearchForm } from "#components/patterns/search-form.tsx";
import { RecordEmpty } from "#components/records/record-empty.tsx";
import { type RecordTab, RecordTabs } from "#components/records/record-tabs.tsx";
import { TaskListView } from "#components/task/task-list-view.tsx";
import {
  contact,
  contacts,
  event,
  events,
  invoice,
  invoices,
  keptMails,
  sentMails,
  tasks,
} from "../fixtures/records.ts";
import { nothing, type Stages } from "./stages.ts";

const path = "/records";

function list(tab: RecordTab, content: ReactNode, actions?: ReactNode) {
  return {
    path,
    render: () => (
      <Page>
        <PageHeader title="Records" actions={actions} />
        <RecordTabs current={tab} />
        {content}
      </Page>
    ),
  };
}

function detail(content: ReactNode) {
  return { path, render: () => <Page width="wide">{content}</Page> };
}

export const recordStages: Stages = {
  contacts: list(
    "contacts",
    <ContactListView contacts={contacts} more={null} />,
    <SearchForm action="/records/contacts" label="Search contacts" value="" />,
  ),
  "contacts-empty": list("contacts", <RecordEmpty tab="contacts" />),
  contact: detail(<ContactView contact={contact} />),
  invoices: list("invoices", <InvoiceListView invoices={invoices} more={null} />),
  invoice: detail(<InvoiceView invoice={invoice} />),
  tasks: list("tasks", <TaskListView tasks={tasks} busyId={null} onComplete={nothing} more={null} />),
  mail: list("mail", <MailListView mails={keptMails} more={null} />),
  "mail-sent": list("mail", <MailListView mails={sentMails} more={null} />),
  events: list(
    "events",
    <div className="grid grid-cols-1 gap-4">
      <EventFilters kind={null} />
      <EventListView events={events} more={null} />
    </div>,
  ),
  "events-empty": list("events", <RecordEmpty tab="events" />),
  event: detail(<EventView event={event} correcting={false} onCorrect={nothing} />),
};
