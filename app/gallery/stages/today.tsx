"use client";

import { Page } from "#components/patterns/page.tsx";
import { TodayView } from "#components/today/today-view.tsx";
import { WelcomeView } from "#components/today/welcome-view.tsx";
import { calmToday, fullToday } from "../fixtures/today.ts";
import { nothing, type Stages } from "./stages.ts";

const path = "/today";
const welcome = {
  workspaceName: "Harbour Lane Consulting",
  onLoadSample: nothing,
  busy: false,
  error: null,
  loading: false,
};

export const todayStages: Stages = {
  today: {
    path,
    render: () => (
      <Page>
        <TodayView today={fullToday} />
      </Page>
    ),
  },
  "today-calm": {
    path,
    render: () => (
      <Page>
        <TodayView today={calmToday} />
      </Page>
    ),
  },
  welcome: {
    path,
    render: () => (
      <Page>
        <WelcomeView {...welcome} />
      </Page>
    ),
  },
  "welcome-loading": {
    path,
    render: () => (
      <Page>
        <WelcomeView {...welcome} loading />
      </Page>
    ),
  },
};
