import type { NextConfig } from "next";

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  // `npm run verify` checks types; a start that has to build must not do it again
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "inngest",
    "@prisma/client",
    "@prisma/adapter-pg",
    "pg",
    "nodemailer",
    "mailparser",
    "stripe",
    "pino",
  ],
};

export default config;
