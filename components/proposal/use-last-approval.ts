"use client";

import { useRef } from "react";

/** Approvals that were given together, and until when they can be taken back. */
export type LastApproval = { ids: string[]; until: Date };

/** The approvals given on this screen, so that one key takes the last of them back. */
export function useLastApproval() {
  const given = useRef<LastApproval[]>([]);
  return {
    remember: (approval: LastApproval) => {
      given.current = [...given.current.filter(({ until }) => until.getTime() > Date.now()), approval];
    },
    /** the last one whose window is still open; it is handed out once */
    takeLast: (): LastApproval | null => {
      const last = given.current.pop();
      return last && last.until.getTime() > Date.now() ? last : null;
    },
  };
}
