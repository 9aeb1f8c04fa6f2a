/** @type {import("next").NextConfig} */
export default {
  typedRoutes: false,
  poweredByHeader: false,
  // Without these two, next writes AGENTS.md and may stop a build with an upgrade reminder.
  agentRules: false,
  // authInterrupts: a reader at an admin's door gets status 403 and app/forbidden.tsx.
  experimental: { agentUpgrade: false, authInterrupts: true },
};
