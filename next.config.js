/** @type {import("next").NextConfig} */
export default {
  typedRoutes: false,
  poweredByHeader: false,
  // Without these two, next writes AGENTS.md and may stop a build with an upgrade reminder.
  agentRules: false,
  experimental: { agentUpgrade: false },
};
