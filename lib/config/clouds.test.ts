import { expect, test } from "vitest";
import { entraProvider, loginOrigin } from "../auth/entra-provider.ts";
import { adminConsentUrl } from "../graph/client/consent.ts";
import { linkTo } from "../graph/client/places.ts";
import { tenantGraph } from "../testing/tenant-graph.ts";
import { type CloudName, clouds } from "./clouds.ts";

/** From Microsoft's tables of national clouds, written out once more: what is tested is not taken from what it tests. */
const expected: [CloudName, login: string, graph: string, portal: string][] = [
  ["global", "https://login.microsoftonline.com", "https://graph.microsoft.com", "https://portal.azure.com"],
  ["usgov", "https://login.microsoftonline.us", "https://graph.microsoft.us", "https://portal.azure.us"],
  ["dod", "https://login.microsoftonline.us", "https://dod-graph.microsoft.us", "https://portal.azure.us"],
  [
    "china",
    "https://login.partner.microsoftonline.cn",
    "https://microsoftgraph.chinacloudapi.cn",
    "https://portal.azure.cn",
  ],
];

test("every cloud is tested", () => {
  expect(expected.map(([name]) => name).sort()).toEqual(Object.keys(clouds).sort());
});

test.each(expected)(
  "in %s token, Graph, consent, sign-in and links are that cloud's own",
  async (cloud, login, graph, portal) => {
    const sent: { url: string; scope: string | null }[] = [];
    const here = tenantGraph({
      config: { cloud },
      transport: (tenant) => async (request) => {
        const form = new URLSearchParams(request.method === "POST" ? await request.clone().text() : "");
        sent.push({ url: request.url, scope: form.get("scope") });
        return await tenant.fetch(request);
      },
    });
    const { tenantId, clientId: applicationId } = here.tenant;
    await here.session.get("/users?$top=1&$select=id");
    const [token, users] = sent;
    expect(token?.url).toMatch(new RegExp(`^${login}/${tenantId}/oauth2/v2.0/token`));
    expect(token?.scope).toContain(`${graph}/.default`);
    expect(users?.url).toBe(`${graph}/v1.0/users?$top=1&$select=id`);
    expect(sent.every(({ url }) => url.startsWith(login) || url.startsWith(graph))).toBe(true);

    const credential = { kind: "secret", secret: "not shown" } as const;
    const config = { tenantId, applicationId, credential, cloud };
    const consent = new URL(
      adminConsentUrl({ config, redirectUri: "https://rollcall.example/consent/callback", state: "s" }),
    );
    expect(`${consent.origin}${consent.pathname}`).toBe(`${login}/${tenantId}/v2.0/adminconsent`);
    expect(consent.searchParams.get("scope")).toBe(`${graph}/.default`);
    expect(linkTo("credentials", config).href).toMatch(new RegExp(`^${portal}/#view/.*/appId/${applicationId}$`));

    expect(loginOrigin(config)).toBe(login);
    // next-auth lays what it is given over the provider's own address, which is the global cloud's.
    const { wellKnown } = entraProvider(config).options ?? {};
    expect(wellKnown).toBe(`${login}/${tenantId}/v2.0/.well-known/openid-configuration?appid=${applicationId}`);
    // The document's issuer is what sign-in holds id tokens to: it is read from that cloud and no other.
    const discovery = await here.tenant.fetch(new Request(String(wellKnown)));
    expect(await discovery.json()).toMatchObject({ issuer: `${login}/${tenantId}/v2.0` });
  },
);

test("a delta link of another cloud is refused", async () => {
  const { session } = tenantGraph({ config: { cloud: "usgov" } });
  await expect(session.get("https://graph.microsoft.com/v1.0/users/delta?$deltatoken=x")).rejects.toMatchObject({
    code: "graph-failed",
  });
});
