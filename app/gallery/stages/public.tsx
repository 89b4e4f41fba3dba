"use client";

import { AuthFrame } from "#components/auth/auth-frame.tsx";
import { LinkView } from "#components/auth/link-view.tsx";
import { SetupView } from "#components/auth/setup-view.tsx";
import { SignInView } from "#components/auth/sign-in-view.tsx";
import { DecideView } from "#components/decision-link/decide-view.tsx";
import { NotifySettingsView } from "#components/notification/notify-settings-view.tsx";
import { hoursAhead } from "../fixtures/moments.ts";
import { replyProposal } from "../fixtures/proposals.ts";
import { nothing, type Stages } from "./stages.ts";

const signIn = { busy: null, error: null, linkAsked: false, mailLink: true, onPassphrase: nothing, onLink: nothing };
const path = null;
const decide = { busy: null, error: null, online: true, onDecide: nothing };
const linked = {
  state: "open" as const,
  proposal: replyProposal,
  workspaceName: "Harbour Lane",
  expiresAt: hoursAhead(48),
};
const device = { on: true, problem: null, busy: false, others: 1, testing: false };
const notify = {
  lockScreen: "kind" as const,
  push: true,
  mail: true,
  mailAfterMinutes: 30,
  quietHours: { from: "22:00", to: "07:00" },
  notices: true,
  address: "ana@example.com",
  mailServer: true,
  timeZone: "Europe/Lisbon",
};
const settings = { settings: notify, device, saving: [], onChange: nothing, onDevice: nothing, onTest: nothing };

export const publicStages: Stages = {
  "sign-in": {
    path,
    render: () => (
      <AuthFrame title="Sign in" detail="Good to see you.">
        <SignInView {...signIn} />
      </AuthFrame>
    ),
  },
  "sign-in-wrong": {
    path,
    render: () => (
      <AuthFrame title="Sign in" detail="Good to see you.">
        <SignInView {...signIn} error="Mail address and passphrase do not match" />
      </AuthFrame>
    ),
  },
  "sign-in-link-asked": {
    path,
    render: () => (
      <AuthFrame title="Sign in" detail="Good to see you.">
        <SignInView {...signIn} linkAsked />
      </AuthFrame>
    ),
  },
  setup: {
    path,
    render: () => (
      <AuthFrame title="Make this yours" detail="Four answers, then you are in. Everything stays on this machine.">
        <SetupView busy={false} error={null} onSetup={nothing} />
      </AuthFrame>
    ),
  },
  "sign-in-link": {
    path,
    render: () => (
      <AuthFrame title="Sign in" detail="One press, and this link is used up.">
        <LinkView busy={false} error={null} onConfirm={nothing} />
      </AuthFrame>
    ),
  },
  decide: { path, render: () => <DecideView {...decide} answer={linked} /> },
  "decide-offline": { path, render: () => <DecideView {...decide} online={false} answer={linked} /> },
  "decide-used": { path, render: () => <DecideView {...decide} answer={{ state: "used" }} /> },
  notifications: { path: "/settings", render: () => <NotifySettingsView {...settings} /> },
};
