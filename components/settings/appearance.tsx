"use client";

import { useState } from "react";
import { type Theme, themeCookie } from "#components/shell/theme.ts";

const choices: { theme: Theme; label: string }[] = [
  { theme: "system", label: "As the system" },
  { theme: "light", label: "Light" },
  { theme: "dark", label: "Dark" },
];

/** Kept in a cookie of this browser, so that the server draws the right one at once. */
export function Appearance({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const choose = (next: Theme) => {
    setTheme(next);
    document.documentElement.dataset.theme = next;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
    document.cookie = `${themeCookie}=${next};path=/;max-age=31536000;samesite=lax`;
  };
  return (
    <fieldset className="inline-flex w-fit rounded-md border border-line bg-sunken p-0.5">
      <legend className="sr-only">Appearance</legend>
      {choices.map((choice) => (
        <label
          key={choice.theme}
          className="inline-flex h-8 cursor-pointer items-center rounded-[5px] px-3 text-small text-soft has-checked:bg-surface has-checked:font-medium has-checked:text-ink has-checked:shadow-lift has-focus-visible:outline-2 has-focus-visible:outline-accent-ink max-md:h-11"
        >
          <input
            type="radio"
            name="theme"
            className="sr-only"
            checked={theme === choice.theme}
            onChange={() => choose(choice.theme)}
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
