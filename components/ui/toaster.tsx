"use client";

import { useEffect } from "react";
import { Toaster as Sonner, toast as sonner } from "sonner";
import { ToastCard } from "./toast-card.tsx";
import { onToast } from "./toast-store.ts";

export function Toaster() {
  // outside system: the toast store
  useEffect(
    () =>
      onToast((toast) => {
        const duration = toast.until ? Math.max(toast.until.getTime() - Date.now(), 1500) : 6000;
        sonner.custom((id) => <ToastCard toast={toast} onClose={() => sonner.dismiss(id)} />, {
          id: toast.key,
          duration,
        });
      }),
    [],
  );
  return (
    // side by side rather than stacked: one behind another would hide its buttons
    <Sonner
      expand
      visibleToasts={2}
      position="bottom-right"
      offset={{ bottom: 24, right: 24 }}
      mobileOffset={{ bottom: "calc(var(--bar) + env(safe-area-inset-bottom) + 4.75rem)", left: 12, right: 12 }}
    />
  );
}
