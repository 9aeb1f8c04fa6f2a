/** @type {import("next").NextConfig} */
export default {
  typedRoutes: false,
  poweredByHeader: false,
  // Without these two, next writes AGENTS.md and may stop a build with an upgrade reminder.
  agentRules: false,
  // Files are read where the environment says (data directory, .env, the programs of PostgreSQL). Next warns that it
  // cannot trace them into a bundle of its own; Rollcall is started from its checkout and makes no such bundle.
  turbopack: { ignoreIssue: [{ path: "**/lib/**", title: /Dynamic filesystem access/ }] },
  // The front door does not see these files; the content type of a script is not to be guessed.
  headers: async () => [
    { source: "/_next/static/:path*", headers: [{ key: "X-Content-Type-Options", value: "nosniff" }] },
  ],
  // Browsers ask for it now and then although every page names the icon, and then complain that it is not found.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  // authInterrupts: a reader at an admin's door gets status 403 and app/forbidden.tsx.
  // Bodies of actions and of handlers: lib/auth/change-check.ts refuses larger ones first, by what they say of themselves.
  experimental: {
    agentUpgrade: false,
    authInterrupts: true,
    serverActions: { bodySizeLimit: "100kb" },
    proxyClientMaxBodySize: "100kb",
  },
};
