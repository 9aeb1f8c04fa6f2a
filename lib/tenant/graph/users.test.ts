import { expect, test } from "vitest";
import { signedIn } from "../testing/graph-caller.ts";

const eventual = { headers: { ConsistencyLevel: "eventual" } };

test("without $select a user has the eleven default properties, with it those and no others, null where unset", async () => {
  const { graph } = await signedIn();
  const defaults = await graph.get("/users?$top=1");
  expect(Object.keys(defaults.body.value?.[0] ?? {}).sort()).toEqual([
    "businessPhones",
    "displayName",
    "givenName",
    "id",
    "jobTitle",
    "mail",
    "mobilePhone",
    "officeLocation",
    "preferredLanguage",
    "surname",
    "userPrincipalName",
  ]);
  const chosen = await graph.get(
    "/users/ada.quill@contoso.example?$select=id,faxNumber,otherMails,onPremisesExtensionAttributes",
  );
  expect(chosen.body).toMatchObject({ faxNumber: null, otherMails: [], onPremisesExtensionAttributes: null });
  expect(chosen.body["@odata.context"]).toBe(
    "https://graph.microsoft.com/v1.0/$metadata#users(id,faxNumber,otherMails,onPremisesExtensionAttributes)/$entity",
  );
});

test("properties are held to Graph's spelling, and those outside the directory store answer 501 in a listing", async () => {
  const { graph } = await signedIn({ people: 5 });
  const wrong = await graph.get("/users?$select=displayname");
  expect([wrong.status, wrong.body.error?.code]).toEqual([400, "Request_BadRequest"]);
  expect(wrong.body.error?.message).toContain(
    "Could not find a property named 'displayname' on type 'microsoft.graph.user'",
  );
  const elsewhere = await graph.get("/users?$select=id,skills");
  expect([elsewhere.status, elsewhere.body.error?.code]).toEqual([501, "NotImplemented"]);
  expect((await graph.get("/users/ada.quill@contoso.example?$select=skills")).body.skills).toEqual([]);
});

test("a page holds 100 users unless told otherwise, and at most 999", async () => {
  const { graph } = await signedIn({ people: 1200 });
  const sizes = await Promise.all(
    ["", "?$top=1", "?$top=999"].map(async (query) => (await graph.get(`/users${query}`)).body.value?.length),
  );
  expect(sizes).toEqual([100, 1, 999]);
  for (const top of ["1000", "0"]) {
    const { status, body } = await graph.get(`/users?$top=${top}`);
    expect([status, body.error?.code, body.error?.message]).toEqual([
      400,
      "Request_UnsupportedQuery",
      `Invalid page size specified: '${top}'. Must be between 1 and 999 inclusive.`,
    ]);
  }
});

test("with the manager expanded a page is cut at 100, and who has none lacks the property", async () => {
  const { graph, tenant } = await signedIn();
  const path = "/users?$top=999&$select=id&$expand=manager($levels=1;$select=id,displayName)";
  expect((await graph.get(path)).body.value).toHaveLength(100);
  const users = await graph.all(path);
  expect(users).toHaveLength(300);
  for (const user of users) {
    const manager = user.manager as { id: string; "@odata.type": string } | undefined;
    expect(manager?.id).toBe(tenant.users.supervisorOf(user.id));
    if (manager) expect(manager["@odata.type"]).toMatch(/^#microsoft\.graph\.(user|orgContact)$/);
  }
  const { graph: wide } = await signedIn({ expandPageLimit: 999 });
  expect((await wide.get(path)).body.value).toHaveLength(300);
});

test("$levels goes up the chain and ends in spite of two who supervise each other", async () => {
  const { graph, tenant } = await signedIn();
  const pair = [...tenant.users.all()][12];
  const { body } = await graph.get(`/users/${pair?.id}?$select=id&$expand=manager($levels=4;$select=id)`);
  const ids: unknown[] = [];
  for (let at = body.manager as { id: string; manager?: unknown } | undefined; at; at = at.manager as typeof at)
    ids.push(at.id);
  expect(ids).toHaveLength(4);
  expect(ids[1]).toBe(pair?.id);
});

test("only one relationship is expanded at a time", async () => {
  const { graph } = await signedIn({ people: 5 });
  expect((await graph.get("/users?$expand=manager,directReports")).status).toBe(400);
});

test("a user is found by id in any case and by a name with an apostrophe or a number sign", async () => {
  const { graph, tenant } = await signedIn();
  const guest = [...tenant.users.all()].find(({ userType }) => userType === "Guest");
  for (const name of ["o'brien@contoso.example", String(guest?.userPrincipalName), String(guest?.id).toUpperCase()]) {
    expect((await graph.get(`/users/${encodeURIComponent(name)}`)).status, name).toBe(200);
  }
  expect((await graph.get("/users('o''brien@contoso.example')")).status).toBe(200);
});

test("nobody and no manager are the same 404 and tell themselves apart by the quoted name", async () => {
  const { graph } = await signedIn();
  const words = (name: string) =>
    `Resource '${name}' does not exist or one of its queried reference-property objects are not present.`;
  const nobody = await graph.get("/users/99999999-0000-4000-8000-000000000009");
  expect([nobody.status, nobody.body.error?.code, nobody.body.error?.message]).toEqual([
    404,
    "Request_ResourceNotFound",
    words("99999999-0000-4000-8000-000000000009"),
  ]);
  const chief = await graph.get("/users/vera.castellan@contoso.example/manager");
  expect([chief.status, chief.body.error?.code, chief.body.error?.message]).toEqual([
    404,
    "Request_ResourceNotFound",
    words("manager"),
  ]);
});

test("a supervisor may be an organisational contact, who is no user", async () => {
  const { graph, tenant } = await signedIn();
  const person = [...tenant.users.all()][15];
  const { body } = await graph.get(`/users/${person?.id}/manager?$select=id,displayName,mail`);
  expect(body).toMatchObject({
    "@odata.type": "#microsoft.graph.orgContact",
    displayName: "Vendor Desk",
    mail: "desk@fabrikam.example",
  });
  expect((await graph.get(`/users/${body.id}`)).status).toBe(404);
});

test("direct reports and managers tell the same story", async () => {
  const { graph, tenant } = await signedIn();
  const ada = String(tenant.users.find("ada.quill@contoso.example")?.id);
  const reports = await graph.all(`/users/${ada}/directReports?$select=id`);
  expect(reports.map(({ id }) => id)).toEqual(
    [...tenant.users.all()].map(({ id }) => id).filter((id) => tenant.users.supervisorOf(id) === ada),
  );
  expect(reports.length).toBeGreaterThan(3);
});

test("filters find whom they name, without regard to case", async () => {
  const { graph, tenant } = await signedIn();
  const [one, two] = [...tenant.users.all()];
  const found = async (filter: string, headers = {}) =>
    (
      await graph.all(
        `/users?$select=id,displayName&$filter=${encodeURIComponent(filter)}${Object.keys(headers).length > 0 ? "&$count=true" : ""}`,
        headers,
      )
    ).length;
  expect(await found(`id eq '${one?.id}'`)).toBe(1);
  expect(await found(`id in ('${one?.id}','${two?.id}')`)).toBe(2);
  expect(await found(`id eq '${one?.id}' or id eq '${two?.id}'`)).toBe(2);
  expect(await found("displayName eq 'SINÉAD O''BRIEN'")).toBe(1);
  expect(await found("userPrincipalName eq 'O''BRIEN@contoso.example' and accountEnabled eq true")).toBe(1);
  expect(await found("startswith(displayName,'ada') or startswith(displayName,'bo m')")).toBe(2);
  const all = [...tenant.users.all()];
  expect(await found("accountEnabled eq false")).toBe(all.filter(({ accountEnabled }) => !accountEnabled).length);
  expect(await found("userType eq 'Guest'")).toBe(all.filter(({ userType }) => userType === "Guest").length);
  expect(await found("createdDateTime ge 2020-01-01T00:00:00Z")).toBe(
    all.filter(({ createdDateTime }) => (createdDateTime ?? "") >= "2020").length,
  );
  expect(await found("department ne 'IT'", eventual.headers)).toBe(
    all.filter(({ department }) => department?.toLowerCase() !== "it").length,
  );
  expect(await found("not(userType eq 'Guest') and endswith(mail,'@contoso.example')", eventual.headers)).toBe(
    all.filter(({ userType, mail }) => userType !== "Guest" && mail?.endsWith("@contoso.example")).length,
  );
  expect(await found("proxyAddresses/any(p:p eq 'smtp:ADA.QUILL@contoso.example')")).toBe(1);
});

test("who begins with a text is found in any case, with the manager, and follows every change of names", async () => {
  const { graph, tenant } = await signedIn();
  const path =
    "/users?$select=id,userPrincipalName&$expand=manager($levels=1;$select=id)&$top=7&$filter=startswith(userPrincipalName,'AD')";
  const expected = () =>
    [...tenant.users.all()].filter((user) => user.userPrincipalName.toLowerCase().startsWith("ad")).map(({ id }) => id);
  const check = async (count: number) => {
    expect((await graph.all(path)).map(({ id }) => id)).toEqual(expected());
    const { body } = await graph.get("/users/$count?$filter=startswith(userPrincipalName,'ad')", eventual);
    expect([body.text, expected().length]).toEqual([String(count), count]);
  };
  const seeded = expected().length;
  expect(seeded).toBeGreaterThan(0);
  await check(seeded);
  const added = tenant.addUser({ userPrincipalName: "Adele.New@contoso.example" });
  await check(seeded + 1);
  tenant.updateUser(added.id, { userPrincipalName: "zoe.new@contoso.example" });
  await check(seeded);
  tenant.updateUser(added.id, { jobTitle: "Renamed" });
  await check(seeded);
  tenant.updateUser(added.id, { userPrincipalName: "adele.again@contoso.example" });
  tenant.deleteUser(added.id);
  await check(seeded);
  tenant.restoreUser(added.id);
  await check(seeded + 1);
  tenant.purgeUser(added.id);
  await check(seeded);
});

test("what only an advanced query may ask is refused in Graph's words without the header", async () => {
  const { graph } = await signedIn({ people: 10 });
  const refusals: [string, string, RegExp][] = [
    ["$filter=department ne 'IT'", "Request_UnsupportedQuery", /NotEqualsMatch/],
    ["$filter=not(userType eq 'Guest')", "Request_UnsupportedQuery", /'Not'/],
    [
      "$filter=endswith(mail,'x')",
      "Request_UnsupportedQuery",
      /^Operator 'endsWith' is not supported because the 'ConsistencyLevel:eventual' header is missing/,
    ],
    ["$filter=startswith(displayName,'a')&$orderby=displayName", "Request_UnsupportedQuery", /^Sorting not supported/],
    ['$search="displayName:a"', "Request_UnsupportedQuery", /ConsistencyLevel: eventual/],
    ["$count=true", "Request_BadRequest", /^\$count is not currently supported/],
    ["$filter=companyName eq 'Contoso'", "Request_UnsupportedQuery", /not indexed/],
  ];
  for (const [query, code, message] of refusals) {
    const { status, body } = await graph.get(`/users?${query}`);
    expect([status, body.error?.code], query).toEqual([400, code]);
    expect(body.error?.message).toMatch(message);
    const separator = query.includes("$count") ? "" : "&$count=true";
    expect((await graph.get(`/users?${query}${separator}`, eventual)).status, query).toBe(200);
  }
  expect((await graph.get("/users/$count")).body.error?.message).toBe("$count is not currently supported.");
  const count = await graph.get("/users/$count", eventual);
  expect([count.headers.get("content-type"), count.body.text]).toEqual(["text/plain", "10"]);
});

test("fifteen values are the most an `in` or a chain of `or` takes", async () => {
  const { graph } = await signedIn({ people: 5 });
  const values = (count: number) => Array.from({ length: count }, (_, at) => `'v${at}'`);
  expect((await graph.get(`/users?$filter=displayName in (${values(15)})`)).status).toBe(200);
  const { status, body } = await graph.get(`/users?$filter=displayName in (${values(16)})`);
  expect([status, body.error?.message]).toEqual([
    400,
    "Too many child clauses specified in search filter expression containing 'OR' operators: 16. Max allowed: 15.",
  ]);
  const chain = values(16)
    .map((value) => `displayName eq ${value}`)
    .join(" or ");
  expect((await graph.get(`/users?$filter=${chain}`)).status).toBe(400);
});

test("a filter that cannot be read is refused, wherever it breaks", async () => {
  const { graph } = await signedIn({ people: 5 });
  for (const filter of [
    "displayName",
    "displayName eq",
    "displayName eq 'a",
    "(displayName eq 'a'",
    "displayName eq 'a' and",
    "nonsense eq 1",
    "displayName like 'a'",
    "startswith(displayName)",
    "id in ()",
  ]) {
    expect((await graph.get(`/users?$filter=${encodeURIComponent(filter)}`)).status, filter).toBe(400);
  }
});

test("sorted pages are in order, complete and free of repetition", async () => {
  const { graph } = await signedIn();
  const names = (await graph.all("/users?$orderby=displayName&$top=40&$select=id,displayName")).map(({ displayName }) =>
    String(displayName).toLowerCase(),
  );
  expect(names).toHaveLength(300);
  expect(names).toEqual([...names].sort());
});

test("the count is on the first page and nowhere else", async () => {
  const { graph } = await signedIn();
  const first = await graph.get("/users?$count=true&$top=100&$filter=startswith(displayName,'a')", eventual);
  const second = await graph.get("/users?$count=true&$top=100", eventual);
  expect(first.body["@odata.count"]).toBe(first.body.value?.length);
  expect(second.body["@odata.count"]).toBe(300);
  const next = await graph.get(String(second.body["@odata.nextLink"]), eventual);
  expect([next.status, next.body["@odata.count"]]).toEqual([200, undefined]);
});

test("a next link is opaque: changed, made up, or used on another collection it is refused", async () => {
  const { graph } = await signedIn();
  const link = String((await graph.get("/users?$top=10")).body["@odata.nextLink"]);
  const refused = [
    link.replace(/.$/, "~"),
    link.replace("/users?", "/groups?"),
    "/users?$skiptoken=MTA",
    "/users?$skiptoken=10",
  ];
  for (const path of refused) {
    const { status, body } = await graph.get(path);
    expect([status, body.error?.code], path).toEqual([400, "Directory_ExpiredPageToken"]);
  }
});

test("the query is in the page token: what a caller changes beside it has no effect", async () => {
  const { graph } = await signedIn();
  const link = String((await graph.get("/users?$top=10&$select=id")).body["@odata.nextLink"]);
  const { body } = await graph.get(link.replace("$top=10", "$top=50").replace("$select=id", "$select=id,mail"));
  expect(body.value).toHaveLength(10);
  expect(Object.keys(body.value?.[0] ?? {})).toEqual(["id"]);
});

test("who comes or goes between two pages neither doubles nor hides anybody else", async () => {
  const { graph, tenant } = await signedIn();
  const ids = [...tenant.users.all()].map(({ id }) => id);
  const first = await graph.get("/users?$top=100&$select=id");
  tenant.deleteUser(String(ids[3]));
  tenant.deleteUser(String(ids[99]));
  const rest = await graph.all(String(first.body["@odata.nextLink"]));
  expect([...(first.body.value ?? []), ...rest].map(({ id }) => id)).toEqual(ids);
});

test("unknown options and unknown paths are refused", async () => {
  const { graph } = await signedIn({ people: 5 });
  for (const path of ["/users?$skip=5", "/users?foo=bar", "/users?$top=1&$top=2", "/nothing", "/users/a/b/c"]) {
    expect((await graph.get(path)).status, path).toBe(400);
  }
  expect((await graph.get("https://graph.microsoft.com/beta/users")).status).toBe(400);
});

test("what the app has no permission for is refused by permission", async () => {
  const { graph } = await signedIn({ people: 5 });
  for (const path of ["/applications", "/servicePrincipals", "/devices"])
    expect((await graph.get(path)).status, path).toBe(403);
  expect((await graph.post("/users", { displayName: "New" })).status).toBe(403);
  expect((await graph.get("/users/ada.quill@contoso.example", { method: "DELETE" })).status).toBe(403);
});

test("soft-deleted users leave every listing and are found among the deleted items until purged", async () => {
  const { graph, tenant } = await signedIn();
  const ada = String(tenant.users.find("ada.quill@contoso.example")?.id);
  tenant.deleteUser(ada);
  expect((await graph.get(`/users/${ada}`)).status).toBe(404);
  expect((await graph.all("/users?$select=id")).map(({ id }) => id)).not.toContain(ada);
  const select = "$select=id,displayName,userPrincipalName,deletedDateTime";
  const [deleted] = await graph.all(`/directory/deletedItems/microsoft.graph.user?${select}`);
  expect(deleted).toMatchObject({
    id: ada,
    displayName: "Ada Quill",
    userPrincipalName: `${ada.replaceAll("-", "")}ada.quill@contoso.example`,
  });
  expect(deleted?.deletedDateTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect((await graph.get(`/directory/deletedItems/${ada}?${select}`)).body["@odata.type"]).toBe(
    "#microsoft.graph.user",
  );
  tenant.purgeUser(ada);
  expect((await graph.get(`/directory/deletedItems/${ada}`)).status).toBe(404);
});
