"use client";

import { AuthFrame } from "#components/auth/auth-frame.tsx";
import { LinkView } from "#components/auth/link-view.tsx";
import { SetupView } from "#components/auth/setup-view.tsx";
import { SignInView } from "#components/auth/sign-in-view.tsx";
import { nothing, type Stages } from "./stages.ts";

const signIn = { busy: null, error: null, linkAsked: false, mailLink: true, onPassphrase: nothing, onLink: nothing };
const path = null;

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
};
