"use client";

import { useRef } from "react";

/** Approvals that were given together, and until when they can be taken back: known once the server has answered, null for never. */
export type LastApproval = { ids: string[]; until: Promise<Date | null> };

/** The approvals given on this screen, so that one key takes the last of them back. */
export function useLastApproval() {
  const given = useRef<LastApproval[]>([]);
  return {
    remember: (approval: LastApproval) => {
      given.current.push(approval);
    },
    /**
     * The last one, if its window is open; it is handed out once. One that is still on its way is waited for: the one before
     * it is not what the operator means.
     */
    takeLast: async (): Promise<LastApproval | null> => {
      const last = given.current.pop();
      const until = await last?.until;
      return last && until && until.getTime() > Date.now() ? last : null;
    },
  };
}
