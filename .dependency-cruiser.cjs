// Which part of lib may import which. What is not named here is out of reach.
const reach = {
  config: [],
  db: ["config"],
  "graph/client": ["config"],
  directory: ["db"],
  privacy: ["directory", "audit", "db"],
  audit: ["db"],
  settings: ["db", "config"],
  consent: ["graph/client", "db", "config"],
  "graph/sync": ["graph/client", "directory", "settings", "privacy", "audit", "db", "config"],
  export: ["directory"],
  auth: ["config", "db"],
  jobs: ["commands", "config", "db", "settings"],
  commands: [
    "graph/sync",
    "graph/client",
    "directory",
    "settings",
    "audit",
    "privacy",
    "consent",
    "export",
    "auth",
    "jobs",
    "db",
    "config",
  ],
  cli: ["commands", "config", "export", "jobs", "db", "tenant"],
  tenant: [],
};
const everywhere = ["errors", "log", "context"];
const test = "\\.(test|spec)\\.tsx?$";
const rule = (name, from, to, comment) => ({ name, severity: "error", comment, from, to });

module.exports = {
  forbidden: [
    ...Object.entries(reach).map(([part, parts]) =>
      rule(
        `reach-of-${part.replace("/", "-")}`,
        { path: `^lib/${part}/`, pathNot: test },
        {
          path: "^lib/",
          pathNot: [part, ...parts, ...(part === "tenant" ? [] : everywhere)].map((name) => `^lib/${name}(/|\\.ts$)`),
        },
        `lib/${part} may import ${parts.join(", ") || "nothing else of ours"}`,
      ),
    ),
    rule(
      "reach-of-app",
      { path: "^app/", pathNot: test },
      {
        path: "^lib/",
        pathNot: ["^lib/(commands|auth|export|config)/", "^lib/(context|errors|log)\\.ts$", "/(schema|model)\\.ts$"],
      },
      "pages, actions and handlers reach the product through lib/commands",
    ),
    rule(
      "context-behind-a-gate",
      { path: "^app/", pathNot: "^app/(_server/|api/health/|api/auth/)" },
      { path: "^app/_server/process-context\\.ts$" },
      "pages, actions and handlers get a context for somebody who passed a gate",
    ),
    rule(
      "staging-between-reading-and-closing",
      { path: "^lib/graph/sync/(staging|reading)/", pathNot: test },
      { path: "^lib/graph/sync/closing/" },
      "a run reads into staging; only its closing transaction writes what is shown",
    ),
    rule(
      "staging-knows-no-reader",
      { path: "^lib/graph/sync/staging/", pathNot: test },
      { path: "^lib/graph/sync/reading/" },
      "staging takes what it is given",
    ),
    rule("nothing-imports-app", { pathNot: "^((app|e2e)/|proxy\\.ts$)" }, { path: "^app/" }, "lib knows no page"),
    rule(
      "next-and-react-stay-in-app",
      { path: "^lib/", pathNot: "^lib/(auth|testing)/" },
      { path: "(^|/)node_modules/(next|react|react-dom)/" },
      "the command line runs the same code without a web server",
    ),
    rule(
      "harness-only-in-tests",
      { pathNot: ["^(lib/testing|e2e)/", test] },
      { path: "^lib/testing/" },
      "the product never imports its test harness",
    ),
    rule("no-barrels", {}, { path: "^(app|lib)/.*/?index\\.tsx?$" }, "import the file that has the thing"),
    rule("no-cycles", {}, { circular: true }, "a cycle means two files say one thing"),
  ],
  options: {
    // dependency-cruiser does not read TypeScript 7; with its own reader it would pass on 0 modules.
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^lib/db/generated/|^\\.next/|^dist/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
      extensions: [".ts", ".tsx", ".js", ".mjs"],
    },
  },
};
