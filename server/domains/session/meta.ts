/** How long a session lasts, from its sign-in. */
export const sessionSeconds = 30 * 24 * 3600;
