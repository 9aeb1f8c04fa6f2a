import { createHash } from "node:crypto";
import { type CryptoKey, decodeJwt, exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { afterEach, beforeAll, expect, test } from "vitest";
import type { Tenant } from "../tenant/tenant.ts";
import { type SignInServer, signInServer } from "../testing/sign-in-server.ts";
import { offered, walkSignIn } from "../testing/walk-sign-in.ts";

let open: SignInServer | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

type KeyPair = { privateKey: CryptoKey; publicKey: CryptoKey };
let published: KeyPair;
let unpublished: KeyPair;
beforeAll(async () => {
  published = await generateKeyPair("RS256", { extractable: true });
  unpublished = await generateKeyPair("RS256", { extractable: true });
});

const kid = "the-key-of-this-test";
type Forge = (claims: JWTPayload, tenant: Tenant) => Promise<string>;

const signed = (claims: JWTPayload, { key = published.privateKey, alg = "RS256" } = {}) =>
  new SignJWT(claims).setProtectedHeader({ alg, kid, typ: "JWT" }).sign(key);

/**
 * Stands in Microsoft's place at the two points that matter: it publishes the key of this test, and hands out the id
 * token that `forge` makes of the real one's claims. Everything else is the tenant's.
 */
async function serverWith(forge: Forge): Promise<SignInServer> {
  open = await signInServer({
    async between(tenant, request) {
      const { pathname } = new URL(request.url);
      if (pathname.endsWith("/discovery/v2.0/keys")) {
        return Response.json({ keys: [{ ...(await exportJWK(published.publicKey)), kid, use: "sig", alg: "RS256" }] });
      }
      const response = await tenant.fetch(request);
      if (!pathname.endsWith("/oauth2/v2.0/token") || !response.ok) return response;
      const body = (await response.json()) as { id_token: string };
      return Response.json({ ...body, id_token: await forge(decodeJwt(body.id_token), tenant) });
    },
  });
  return open;
}

async function signInWith(forge: Forge) {
  const server = await serverWith(forge);
  const admin = await offered(server, "demo administrator");
  const walk = await walkSignIn(server, { person: admin.id });
  return { viewer: await walk.viewer(), refusals: server.refusals };
}

test("the same claims under Microsoft's key let the person in: what follows is refused for its fault alone", async () => {
  const { viewer, refusals } = await signInWith((claims) => signed(claims));
  expect(viewer?.role).toBe("admin");
  expect(refusals).toEqual([]);
});

const seconds = () => Math.floor(Date.now() / 1000);
const without = (claims: JWTPayload, name: string) =>
  Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));

const forgeries: [string, Forge][] = [
  ["of another issuer", (claims) => signed({ ...claims, iss: "https://login.evil.example/common/v2.0" })],
  ["of another tenant's issuer", (claims, { tenantId }) => signed({ ...claims, iss: swapped(claims.iss, tenantId) })],
  ["without an issuer", (claims) => signed(without(claims, "iss"))],
  ["for another application", (claims) => signed({ ...claims, aud: "11111111-1111-4111-8111-111111111111" })],
  ["without an audience", (claims) => signed(without(claims, "aud"))],
  ["with another nonce", (claims) => signed({ ...claims, nonce: "another" })],
  ["without a nonce", (claims) => signed(without(claims, "nonce"))],
  ["expired a minute ago", (claims) => signed({ ...claims, exp: seconds() - 60 })],
  ["without an expiry", (claims) => signed(without(claims, "exp"))],
  ["not valid before an hour from now", (claims) => signed({ ...claims, nbf: seconds() + 3_600 })],
  ["signed by a key that Microsoft does not publish", (claims) => signed(claims, { key: unpublished.privateKey })],
  ["signed by another algorithm", async (claims) => signed(claims, { alg: "PS256", key: await asPs256() })],
  ["unsigned", async (claims) => new UnsecuredJWT(claims).encode()],
  ["signed with the client secret", (claims, { clientSecret }) => byHmac(claims, Buffer.from(clientSecret))],
  ["signed with the published key as a secret", async (claims) => byHmac(claims, await publishedAsText())],
  ["altered after signing", async (claims) => altered(await signed(claims))],
  ["without an object id", (claims) => signed(without(claims, "oid"))],
  ["without a tenant", (claims) => signed(without(claims, "tid"))],
];

test.each(forgeries)("an id token %s lets nobody in", async (_, forge) => {
  const { viewer, refusals } = await signInWith(forge);
  expect(viewer).toBeUndefined();
  expect(refusals).toEqual([{ reason: "token-rejected" }]);
});

test("an answer without an id token lets nobody in", async () => {
  const { viewer, refusals } = await signInWith(async () => "");
  expect(viewer).toBeUndefined();
  expect(refusals).toMatchObject([{ reason: "token-rejected" }]);
});

test("roles that are no list of texts are no roles", async () => {
  const { viewer, refusals } = await signInWith((claims) => signed({ ...claims, roles: { 0: "Rollcall.Admin" } }));
  expect(viewer).toBeUndefined();
  expect(refusals).toMatchObject([{ reason: "no-role" }]);
});

test.each([
  ["says so (acct)", { acct: 1 }],
  [
    "was authenticated by another tenant (idp)",
    { idp: "https://sts.windows.net/99999999-0000-4000-8000-00000000beef/" },
  ],
  ["was authenticated by Microsoft's consumer accounts (idp)", { idp: "live.com" }],
  ["carries the name of an invitation", { preferred_username: "eve_fabrikam.example#EXT#@contoso.example" }],
])("a guest of the tenant whose token %s lets nobody in", async (_, sign) => {
  const { viewer, refusals } = await signInWith((claims) => signed({ ...claims, ...sign }));
  expect(viewer).toBeUndefined();
  expect(refusals).toMatchObject([{ reason: "guest" }]);
});

test("a member whose token names their own tenant as where they signed in comes in", async () => {
  const { viewer } = await signInWith((claims, { tenantId }) =>
    signed({ ...claims, acct: 0, idp: `https://sts.windows.net/${tenantId}/` }),
  );
  expect(viewer?.role).toBe("admin");
});

function swapped(issuer: string | undefined, tenantId: string): string {
  return (issuer ?? "").replace(tenantId, "99999999-0000-4000-8000-00000000beef");
}

function byHmac(claims: JWTPayload, secret: Uint8Array): Promise<string> {
  // HS256 wants 256 bits; a shorter secret is not the point here.
  const key = secret.length < 32 ? createHash("sha256").update(secret).digest() : secret;
  return new SignJWT(claims).setProtectedHeader({ alg: "HS256", kid, typ: "JWT" }).sign(key);
}

async function publishedAsText(): Promise<Uint8Array> {
  return Buffer.from(JSON.stringify(await exportJWK(published.publicKey)));
}

async function asPs256(): Promise<CryptoKey> {
  const jwk = await exportJWK(published.privateKey);
  const usage = { name: "RSA-PSS", hash: "SHA-256" };
  return await crypto.subtle.importKey("jwk", { ...jwk, alg: "PS256" }, usage, false, ["sign"]);
}

function altered(token: string): string {
  const [header, body = "", signature] = token.split(".");
  const claims = JSON.parse(Buffer.from(body, "base64url").toString()) as JWTPayload;
  const raised = Buffer.from(JSON.stringify({ ...claims, roles: ["Rollcall.Admin"], name: "Someone else" }));
  return [header, raised.toString("base64url"), signature].join(".");
}
