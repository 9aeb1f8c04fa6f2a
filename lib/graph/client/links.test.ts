import { expect, test } from "vitest";
import { AppError } from "../../errors.ts";
import { cloudAddress, odataText } from "./links.ts";

const graphOrigin = "http://127.0.0.1:4010";

test("a path goes below the version of the cloud's host", () => {
  expect(cloudAddress("/users?$top=5", { cloud: "global" })).toBe("https://graph.microsoft.com/v1.0/users?$top=5");
  expect(cloudAddress("/users", { cloud: "dod" })).toBe("https://dod-graph.microsoft.us/v1.0/users");
});

test("a link from the configured origin is followed on the cloud's host with its query as it came", () => {
  const query = "?$skiptoken=RFNw%2BdAIA%3d%3D&$select=id,displayName&$count=true";
  for (const origin of ["https://graph.microsoft.com", graphOrigin]) {
    const address = cloudAddress(`${origin}/v1.0/users${query}`, { cloud: "global", graphOrigin });
    expect(address).toBe(`https://graph.microsoft.com/v1.0/users${query}`);
  }
});

test.each([
  "https://evil.example/v1.0/users?$skiptoken=1",
  "http://graph.microsoft.com/v1.0/users",
  "https://graph.microsoft.com.evil.example/v1.0/users",
  "https://graph.microsoft.com:8443/v1.0/users",
  "https://user:word@graph.microsoft.com/v1.0/users",
  "http://127.0.0.1:4011/v1.0/users",
  "https://graph.microsoft.us/v1.0/users",
  "users?$skiptoken=1",
  "",
])("a link to %s is refused", (link) => {
  const follow = () => cloudAddress(link, { cloud: "global", graphOrigin });
  expect(follow).toThrow(AppError);
  expect(follow).toThrow(/was not followed/);
});

test("a path can never lead off the host", () => {
  expect(new URL(cloudAddress("//evil.example/x", { cloud: "global" })).host).toBe("graph.microsoft.com");
  expect(new URL(cloudAddress("/../../x", { cloud: "global" })).host).toBe("graph.microsoft.com");
});

test("a literal survives the query whatever it holds", () => {
  for (const name of ["O'Neil", "R&D #1 100% +", "a=b;c", "'", "ü/日本"]) {
    const query = new URL(`https://graph.microsoft.com/?$filter=displayName%20eq%20${odataText(name)}&$top=1`)
      .searchParams;
    expect(query.get("$filter")).toBe(`displayName eq '${name.replaceAll("'", "''")}'`);
    expect(query.get("$top")).toBe("1");
  }
});
