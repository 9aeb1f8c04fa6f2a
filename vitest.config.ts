import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "lib/**/*.test.ts",
      "app/**/*.test.ts",
      "scripts/**/*.test.ts",
      "bench/*.test.ts",
      "bench/page/*.test.ts",
    ],
    environment: "node",
    globalSetup: ["lib/testing/embedded-database.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores and one database: more workers only wait for each other.
    maxWorkers: 2,
  },
});
