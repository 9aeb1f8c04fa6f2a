import { defineConfig } from "prisma/config";

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  // `prisma generate` needs no database, and prisma's own env() throws when the variable is unset.
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://unset" },
});
