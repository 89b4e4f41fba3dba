"use client";

import { type FormEvent, useState } from "react";
import { Notice } from "#components/patterns/notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";

type SignInViewProps = {
  busy: "passphrase" | "link" | null;
  error: string | null;
  /** true once a link was asked for; says the same whether or not the account exists */
  linkAsked: boolean;
  /** whether this installation can send mail; else a link is printed by the launcher */
  mailLink: boolean;
  onPassphrase: (credentials: { email: string; passphrase: string }) => void;
  onLink: (email: string) => void;
};

export function SignInView({ busy, error, linkAsked, mailLink, onPassphrase, onLink }: SignInViewProps) {
  const [email, setEmail] = useState("");
  const [missing, setMissing] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const passphrase = String(new FormData(event.currentTarget).get("passphrase") ?? "");
    onPassphrase({ email: email.trim(), passphrase });
  };
  const askForLink = () => {
    if (/^\S+@\S+$/.test(email.trim())) {
      setMissing(null);
      onLink(email.trim());
    } else {
      setMissing("Write your mail address first");
    }
  };
  return (
    <form onSubmit={submit} aria-label="Sign in" className="grid grid-cols-1 gap-4">
      {error ? <Notice tone="bad" title={error} /> : null}
      {linkAsked ? (
        <Notice tone="info" title="If this address has an account, a link is on its way">
          It works once, for fifteen minutes.
        </Notice>
      ) : null}
      <TextField
        label="Mail address"
        name="email"
        type="email"
        autoComplete="username"
        required
        value={email}
        error={missing}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField label="Passphrase" name="passphrase" type="password" autoComplete="current-password" required />
      <Button type="submit" look="primary" size="large" wide busy={busy === "passphrase"}>
        Sign in
      </Button>
      {mailLink ? (
        <>
          <div className="flex items-center gap-3 text-small text-faint">
            <span className="h-px flex-1 bg-line" /> or <span className="h-px flex-1 bg-line" />
          </div>
          <Button size="large" wide busy={busy === "link"} onClick={askForLink}>
            Mail me a link
          </Button>
        </>
      ) : (
        <p className="text-small text-faint">
          No mail server is configured, so no link can be mailed. Lost the passphrase? Restart Adjutant in its folder:
          it prints a link that works once.
        </p>
      )}
    </form>
  );
}
