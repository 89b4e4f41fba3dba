"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { onFirstToast } from "./toast-store.ts";

const Toaster = dynamic(() => import("./toaster.tsx").then((module) => module.Toaster), { ssr: false });

export function ToastHost() {
  const [wanted, setWanted] = useState(false);
  // outside system: the toast store
  useEffect(() => onFirstToast(() => setWanted(true)), []);
  return wanted ? <Toaster /> : null;
}
