import type { ReactNode } from "react";

/** A view in one state: the screen it stands on (none for public pages) and how it is drawn. */
export type Stages = Record<string, { path: string | null; render: () => ReactNode }>;

export const nothing = () => undefined;
