import type { NextConfig } from "next";

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
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
