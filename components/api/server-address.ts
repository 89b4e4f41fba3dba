/** Where the procedures are served, of the same origin. */
export const trpcPath = "/api/trpc";
