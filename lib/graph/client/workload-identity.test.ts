import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Tenant } from "../../tenant/tenant.ts";
import { rejection, tenantGraph } from "../../testing/tenant-graph.ts";
import { createWorkload } from "../../testing/workload.ts";

const workload = createWorkload();
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-workload-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function setUp(name: string, sent: string[] = []) {
  const path = join(folder, name);
  const noting = (tenant: Tenant) => async (request: Request) => {
    const form = new URLSearchParams(await request.clone().text());
    const assertion = form.get("client_assertion");
    if (assertion) sent.push(assertion);
    if (assertion && form.has("client_secret")) throw new Error("a secret was sent beside the assertion");
    return await tenant.fetch(request);
  };
  const { graph, tenant } = tenantGraph({
    tenant: { federatedCredential: workload.federatedCredential },
    config: { credential: { kind: "federated token", path } },
    transport: noting,
  });
  return { graph, path, tenant, sent };
}

test("the platform's token signs in instead of a secret, and is read anew for each token", async () => {
  const { graph, path, sent } = setUp("rotating");
  const first = await workload.renew(path);
  expect((await graph.token()).roles).toEqual(["User.Read.All", "GroupMember.Read.All"]);
  const second = await workload.renew(path);
  await graph.token({ fresh: true });
  // One in store is used as long as it lasts: the file is not asked for every request.
  const third = await workload.renew(path);
  await graph.token();
  const rejected = (await graph.token()).accessToken;
  await graph.token({ rejected });
  expect(sent).toEqual([first, second, third]);
});

test.each([
  ["issuer", { issuer: "https://elsewhere.example/" }, "AADSTS700211", /compare issuer and subject/],
  ["subject", { subject: "system:serviceaccount:other:other" }, "AADSTS700213", /compare issuer and subject/],
  ["audience", { audience: "api://elsewhere" }, "AADSTS700212", /api:\/\/AzureADTokenExchange/],
  ["life", { life: -3600 }, "AADSTS700024", /still renews the file/],
])(
  "a token with another %s is refused with what to do, and is not shown anywhere",
  async (name, changes, code, says) => {
    const { graph, path } = setUp(name);
    const token = await workload.renew(path, changes);
    const error = await rejection(graph.token());
    expect(error).toMatchObject({ code: "credentials-refused", graphCode: code, message: expect.stringMatching(says) });
    expect(everything(error)).not.toContain(token.split(".")[2]);
  },
);

test("a token that an answer repeats is blotted out", async () => {
  const { graph, path, tenant } = setUp("repeated");
  const token = await workload.renew(path);
  const error_description = `AADSTS999999: Strange client_assertion=${token} here. Trace ID: 33333333-0000-4000-8000-00000000000a`;
  tenant.faults.add({ match: "/token", status: 400, body: { error: "x", error_description, error_codes: [999999] } });
  const error = await rejection(graph.token());
  expect(error).toMatchObject({ graphCode: "AADSTS999999", message: expect.stringContaining("(token)") });
  for (const part of token.split(".")) expect(everything(error)).not.toContain(part);
});

test("a file that holds no token says so, without its contents, and is read again once it does", async () => {
  const { graph, path } = setUp("late");
  const message = async () => {
    const error = await rejection(graph.token());
    expect(error).toMatchObject({ code: "configuration" });
    expect(everything(error)).not.toContain("hunter2");
    return String(error);
  };
  expect(await message()).toMatch(/late cannot be read.*MSGRAPH_FEDERATED_TOKEN_FILE/);
  writeFileSync(path, "\n");
  expect(await message()).toMatch(/late is empty/);
  writeFileSync(path, "password: hunter2");
  expect(await message()).toMatch(/late holds no JSON Web Token/);
  await workload.renew(path);
  await expect(graph.token()).resolves.toHaveProperty("accessToken");
});

/** Everything of an error that could reach a log or a page. */
function everything(error: unknown): string {
  const parts: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause) {
    parts.push(String(at), at.stack ?? "", JSON.stringify(at), JSON.stringify(Object.getOwnPropertyDescriptors(at)));
  }
  return parts.join("\n");
}
