"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { onFirstToast } from "./toast-store.ts";

const Toaster = lazy(() => import("./toaster.tsx").then((module) => ({ default: module.Toaster })));

export function ToastHost() {
  const [wanted, setWanted] = useState(false);
  // outside system: the toast store
  useEffect(() => onFirstToast(() => setWanted(true)), []);
  return wanted ? (
    <Suspense>
      <Toaster />
    </Suspense>
  ) : null;
}
