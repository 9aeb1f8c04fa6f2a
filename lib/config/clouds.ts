/** Hosts of one Microsoft cloud. Source: Microsoft's "National cloud deployments" pages for Graph and Entra. */
export type Cloud = { login: string; graph: string };

export const clouds = {
  global: { login: "https://login.microsoftonline.com", graph: "https://graph.microsoft.com" },
  usgov: { login: "https://login.microsoftonline.us", graph: "https://graph.microsoft.us" },
  dod: { login: "https://login.microsoftonline.us", graph: "https://dod-graph.microsoft.us" },
  china: { login: "https://login.partner.microsoftonline.cn", graph: "https://microsoftgraph.chinacloudapi.cn" },
} as const satisfies Record<string, Cloud>;

export type CloudName = keyof typeof clouds;
