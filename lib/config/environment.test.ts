import { resolve } from "node:path";
import { expect, test } from "vitest";
import { rejection } from "../testing/tenant-graph.ts";
import { readEnvironment } from "./environment.ts";

const registration = {
  MSGRAPH_TENANT_ID: "contoso.example",
  MSGRAPH_APPLICATION_ID: "00001111-aaaa-2222-bbbb-3333cccc4444",
};
const credential = (environment: Record<string, string>) =>
  readEnvironment({ ...registration, ...environment }, { needs: ["graph"] }).graph?.credential;
const refusal = async (environment: Record<string, string>) =>
  String(await rejection(Promise.resolve().then(() => credential(environment))));

test("each kind of credential is named by one variable", () => {
  expect(credential({ MSGRAPH_CLIENT_SECRET: "s3cret" })).toEqual({ kind: "secret", secret: "s3cret" });
  expect(credential({ MSGRAPH_CLIENT_CERTIFICATE: "app.pem" })).toEqual({
    kind: "certificate",
    path: resolve("app.pem"),
  });
  const federated = { kind: "federated token", path: "/var/run/token" };
  expect(credential({ MSGRAPH_FEDERATED_TOKEN_FILE: "/var/run/token" })).toEqual(federated);
  expect(credential({ AZURE_FEDERATED_TOKEN_FILE: "/var/run/token" })).toEqual(federated);
});

test("what the platform sets for every program gives way to what was named for this one", () => {
  const AZURE_FEDERATED_TOKEN_FILE = "/var/run/azure";
  expect(credential({ AZURE_FEDERATED_TOKEN_FILE, MSGRAPH_CLIENT_SECRET: "s3cret" })).toHaveProperty("kind", "secret");
  expect(credential({ AZURE_FEDERATED_TOKEN_FILE, MSGRAPH_FEDERATED_TOKEN_FILE: "/mine" })).toHaveProperty(
    "path",
    "/mine",
  );
});

test("two credentials are refused by name, none is told with all three, and no secret is repeated", async () => {
  const both = await refusal({ MSGRAPH_CLIENT_SECRET: "s3cret", MSGRAPH_FEDERATED_TOKEN_FILE: "/mine" });
  expect(both).toContain("MSGRAPH_CLIENT_SECRET and MSGRAPH_FEDERATED_TOKEN_FILE are both set (keep one)");
  expect(both).not.toContain("s3cret");
  expect(await refusal({})).toMatch(
    /MSGRAPH_CLIENT_SECRET is missing .*MSGRAPH_CLIENT_CERTIFICATE or MSGRAPH_FEDERATED_TOKEN_FILE/,
  );
});
