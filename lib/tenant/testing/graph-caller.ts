import { createTenant, type Tenant, type TenantOptions } from "../tenant.ts";

export type GraphAnswer = { status: number; headers: Headers; body: GraphBody };
/** What tests look into; everything is optional because every answer is looked at. */
export type GraphBody = {
  value?: GraphItem[];
  error?: { code: string; message: string; innerError?: Record<string, string> };
  responses?: { id: string; status: number; headers: Record<string, string>; body: GraphBody }[];
  "@odata.context"?: string;
  "@odata.count"?: number;
  "@odata.nextLink"?: string;
  "@odata.deltaLink"?: string;
} & Record<string, unknown>;
export type GraphItem = { id: string } & Record<string, unknown>;

type Sending = { method?: string; headers?: Record<string, string>; json?: unknown };

/** A tenant that has consented, and a caller with a token for it: what most tests of Graph begin with. */
export async function signedIn(options: TenantOptions = {}): Promise<{ tenant: Tenant; graph: GraphCaller }> {
  const tenant = createTenant({ consent: "granted", ...options });
  return { tenant, graph: graphCaller(tenant, await appToken(tenant)) };
}

export type GraphCaller = ReturnType<typeof graphCaller>;

export function graphCaller(tenant: Tenant, token: string, origin = "https://graph.microsoft.com") {
  const send = async (path: string, { method = "GET", headers = {}, json }: Sending = {}): Promise<GraphAnswer> => {
    const url = path.startsWith("http") ? path : `${origin}/v1.0${path}`;
    const body = json === undefined ? {} : { body: JSON.stringify(json) };
    const type: Record<string, string> = json === undefined ? {} : { "content-type": "application/json" };
    const authorization: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
    const response = await tenant.fetch(
      new Request(url, { method, headers: { ...authorization, ...type, ...headers }, ...body }),
    );
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : { text } };
  };
  /** All pages; throws when one is refused. */
  const all = async (path: string, headers: Record<string, string> = {}): Promise<GraphItem[]> => {
    const items: GraphItem[] = [];
    for (let at: string | undefined = path; at !== undefined; ) {
      const { status, body } = await send(at, { headers });
      if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
      items.push(...(body.value ?? []));
      at = body["@odata.nextLink"];
    }
    return items;
  };
  return { get: send, post: (path: string, json: unknown) => send(path, { method: "POST", json }), all };
}

export async function appToken(tenant: Tenant): Promise<string> {
  const { body } = await requestToken(tenant, {});
  return String(body.access_token);
}

/** A client-credentials request to the token endpoint, with any of its parameters changed; undefined leaves one out. */
export async function requestToken(
  tenant: Tenant,
  changes: Record<string, string | undefined>,
  tenantName = tenant.tenantId,
): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const parameters = {
    client_id: tenant.clientId,
    client_secret: tenant.clientSecret,
    grant_type: "client_credentials",
    scope: "https://graph.microsoft.com/.default",
    ...changes,
  };
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) body.set(name, value);
  const url = `https://login.microsoftonline.com/${tenantName}/oauth2/v2.0/token`;
  const response = await tenant.fetch(new Request(url, { method: "POST", body }));
  return { status: response.status, body: await response.json(), headers: response.headers };
}
