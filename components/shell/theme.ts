export const themeCookie = "adjutant-theme";

export type Theme = "system" | "light" | "dark";

/** The operator's choice; whatever is unknown follows the system. */
export function readTheme(value: string | undefined): Theme {
  return value === "light" || value === "dark" ? value : "system";
}
