/**
 * Hosts of one Microsoft cloud: where people and programs sign in, Microsoft Graph, the portal in which the registration
 * is kept, and the Entra admin center in which people are. Source: Microsoft's "National cloud deployments" pages for
 * Graph and Entra; the admin center from the addresses that the Entra FAQ has firewalls allow (DoD shares that of US
 * Government).
 */
export type Cloud = { login: string; graph: string; portal: string; admin: string };

export const clouds = {
  global: {
    login: "https://login.microsoftonline.com",
    graph: "https://graph.microsoft.com",
    portal: "https://portal.azure.com",
    admin: "https://entra.microsoft.com",
  },
  usgov: {
    login: "https://login.microsoftonline.us",
    graph: "https://graph.microsoft.us",
    portal: "https://portal.azure.us",
    admin: "https://entra.microsoft.us",
  },
  dod: {
    login: "https://login.microsoftonline.us",
    graph: "https://dod-graph.microsoft.us",
    portal: "https://portal.azure.us",
    admin: "https://entra.microsoft.us",
  },
  china: {
    login: "https://login.partner.microsoftonline.cn",
    graph: "https://microsoftgraph.chinacloudapi.cn",
    portal: "https://portal.azure.cn",
    admin: "https://entra.microsoftonline.cn",
  },
} as const satisfies Record<string, Cloud>;

export type CloudName = keyof typeof clouds;
