/**
 * Hosts of one Microsoft cloud: where people and programs sign in, Microsoft Graph, and the portal in which the
 * registration is kept. Source: Microsoft's "National cloud deployments" pages for Graph and Entra.
 */
export type Cloud = { login: string; graph: string; portal: string };

export const clouds = {
  global: {
    login: "https://login.microsoftonline.com",
    graph: "https://graph.microsoft.com",
    portal: "https://portal.azure.com",
  },
  usgov: {
    login: "https://login.microsoftonline.us",
    graph: "https://graph.microsoft.us",
    portal: "https://portal.azure.us",
  },
  dod: {
    login: "https://login.microsoftonline.us",
    graph: "https://dod-graph.microsoft.us",
    portal: "https://portal.azure.us",
  },
  china: {
    login: "https://login.partner.microsoftonline.cn",
    graph: "https://microsoftgraph.chinacloudapi.cn",
    portal: "https://portal.azure.cn",
  },
} as const satisfies Record<string, Cloud>;

export type CloudName = keyof typeof clouds;
