"use client";

import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { SelectField, TextField } from "#components/ui/field.tsx";
import { Switch } from "#components/ui/switch.tsx";
import type { NotifySettings, NotifyState } from "#server/domains/delivery/schema.ts";

type NotifySettingsViewProps = {
  settings: NotifyState;
  device: { on: boolean; problem: string | null; busy: boolean; others: number; testing: boolean };
  /** the fields that are on their way to the server; the others can be changed meanwhile */
  saving: readonly string[];
  onChange: (change: Partial<NotifySettings>) => void;
  onDevice: (on: boolean) => void;
  onTest: () => void;
};

const waits = [5, 15, 30, 60, 120, 480];
const words = (minutes: number) =>
  minutes < 60 ? `${minutes} minutes` : minutes === 60 ? "an hour" : `${minutes / 60} hours`;
const night = { from: "22:00", to: "07:00" };

export function NotifySettingsView(props: NotifySettingsViewProps) {
  const { settings, device, saving, onChange } = props;
  const { quietHours } = settings;
  const choices = [...new Set([...waits, settings.mailAfterMinutes])].sort((one, other) => one - other);
  return (
    <div className="grid grid-cols-1 gap-4">
      <ul className="divide-y divide-line border-y border-line">
        <Line title="Push messages on this device" detail={deviceWords(device)}>
          {device.on ? (
            <Button size="small" busy={device.testing} onClick={props.onTest}>
              Send a test
            </Button>
          ) : null}
          <Switch
            label="Push messages on this device"
            checked={device.on}
            busy={device.busy || (device.problem !== null && !device.on)}
            onChange={props.onDevice}
          />
        </Line>
        <Line
          title="Also what needs no decision"
          detail="Such as a level of autonomy that was lowered. By push message only."
        >
          <Switch
            label="Also what needs no decision"
            checked={settings.notices}
            busy={saving.includes("notices")}
            onChange={(notices) => onChange({ notices })}
          />
        </Line>
        <Line title="Mail for what nobody decided" detail={mailWords(settings)}>
          <Switch
            label="Mail for what nobody decided"
            checked={settings.mail}
            busy={saving.includes("mail")}
            onChange={(mail) => onChange({ mail })}
          />
        </Line>
        <Line
          title="Quiet hours"
          detail={`Nothing is told in them; afterwards it comes together. Zone: ${settings.timeZone}.`}
        >
          <Switch
            label="Quiet hours"
            checked={quietHours !== null}
            busy={saving.includes("quietHours")}
            onChange={(on) => onChange({ quietHours: on ? night : null })}
          />
        </Line>
      </ul>
      <div className="grid grid-cols-1 items-start gap-4 sm:grid-cols-2">
        <SelectField
          label="A locked screen and a mail may show"
          value={settings.lockScreen}
          onChange={(event) => onChange({ lockScreen: event.target.value as NotifySettings["lockScreen"] })}
        >
          <option value="nothing">Only that something waits</option>
          <option value="kind">What kind of thing it is</option>
          <option value="title">Its title</option>
        </SelectField>
        {settings.mail ? (
          <SelectField
            label="Mail after a push message, when undecided for"
            value={settings.mailAfterMinutes}
            hint="Without push messages it comes within minutes"
            onChange={(event) => onChange({ mailAfterMinutes: Number(event.target.value) })}
          >
            {choices.map((minutes) => (
              <option key={minutes} value={minutes}>
                {words(minutes)}
              </option>
            ))}
          </SelectField>
        ) : null}
        {quietHours ? (
          <>
            <TextField
              label="Quiet from"
              type="time"
              defaultValue={quietHours.from}
              onBlur={(event) =>
                onTime(event.target.value, (from) => onChange({ quietHours: { ...quietHours, from } }))
              }
            />
            <TextField
              label="Quiet until"
              type="time"
              defaultValue={quietHours.to}
              onBlur={(event) => onTime(event.target.value, (to) => onChange({ quietHours: { ...quietHours, to } }))}
            />
          </>
        ) : null}
      </div>
    </div>
  );
}

function onTime(text: string, change: (time: string) => void): void {
  if (/^\d\d:\d\d$/.test(text)) change(text);
}

function deviceWords({ on, problem, others }: NotifySettingsViewProps["device"]): string {
  const elsewhere = others === 0 ? "" : others === 1 ? " One other device is on." : ` ${others} other devices are on.`;
  if (problem && !on) return `${problem}${elsewhere}`;
  return `${on ? "On. A tap opens the card; nothing is decided from the locked screen." : "Off."}${elsewhere}`;
}

function mailWords({ address, mailServer }: NotifyState): string {
  return mailServer
    ? `To ${address} and nowhere else, with a link that shows one proposal and decides it once.`
    : "No mail server is configured: they are kept under Records, Mail, and sent to nobody. Set SMTP_URL and restart.";
}

function Line({ title, detail, children }: { title: string; detail: string; children: ReactNode }) {
  return (
    <li className="flex items-center justify-between gap-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        <p className="text-small text-soft">{detail}</p>
      </div>
      {children}
    </li>
  );
}
