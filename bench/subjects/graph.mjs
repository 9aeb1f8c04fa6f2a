// The least that reads Graph: a token, one connection kept open, JSON.parse. No retries, no checks, no library.
import { Agent, get } from "node:http";

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

export async function fetchToken({ origin, tenantId, clientId, clientSecret }) {
  const response = await fetch(`${origin}/${tenantId}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
      scope: "https://graph.microsoft.com/.default",
    }),
  });
  if (!response.ok) throw new Error(`The tenant gave no token: ${response.status} ${await response.text()}`);
  return (await response.json()).access_token;
}

/** @returns {Promise<{status: number, body: any}>} */
export function getJson(url, token) {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode, body: JSON.parse(Buffer.concat(chunks).toString()) }),
      );
    }).on("error", reject);
  });
}

/** All pages of a listing, one after the other. */
export async function* pages(url, token) {
  for (let next = url; next; ) {
    const { status, body } = await getJson(next, token);
    if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body.error)}`);
    yield body.value;
    next = body["@odata.nextLink"];
  }
}

const manager = "$expand=manager($levels=1;$select=id,displayName,userPrincipalName)";

/** Every user with the manager inside, in the largest pages the tenant gives: the request that Rollcall's own reading makes. */
export function usersWithManager({ origin, select }) {
  return `${origin}/v1.0/users?$select=${select.join(",")}&${manager}&$top=999`;
}
