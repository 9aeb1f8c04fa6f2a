import { expect, test } from "vitest";
import { signedIn } from "../testing/graph-caller.ts";

const eventual = { ConsistencyLevel: "eventual" };

test("a group is found by name in any case, apostrophes doubled, and names are not unique", async () => {
  const { graph } = await signedIn({ people: 20 });
  const named = async (name: string) =>
    (
      await graph.all(
        `/groups?$select=id,displayName&$filter=displayName eq '${encodeURIComponent(name.replaceAll("'", "''"))}'`,
      )
    ).map(({ displayName }) => displayName);
  expect(await named("all employees")).toEqual(["All Employees"]);
  expect(await named("R&D #Staff O'Neil")).toEqual(["R&D #Staff O'Neil"]);
  expect(await named("Project Falcon")).toEqual(["Project Falcon", "Project Falcon"]);
  expect(await named("No such group")).toEqual([]);
});

test("groups are filtered by what they are", async () => {
  const { graph, tenant } = await signedIn({ people: 20 });
  const all = tenant.groups.all();
  const found = async (query: string, headers = {}) => (await graph.all(`/groups?$select=id&${query}`, headers)).length;
  expect(await found("$filter=groupTypes/any(c:c eq 'Unified')")).toBe(
    all.filter(({ groupTypes }) => groupTypes.includes("Unified")).length,
  );
  expect(await found("$filter=NOT groupTypes/any(c:c eq 'Unified')&$count=true", eventual)).toBe(
    all.filter(({ groupTypes }) => !groupTypes.includes("Unified")).length,
  );
  expect(await found("$filter=securityEnabled eq true and mailEnabled eq false")).toBe(
    all.filter(({ securityEnabled, mailEnabled }) => securityEnabled && !mailEnabled).length,
  );
  expect(await found("$top=7")).toBe(all.length);
});

test("members are direct and of every kind, transitive members are all that is inside, each once", async () => {
  const { graph, tenant } = await signedIn();
  const { id } = tenant.groupToSync;
  const direct = await graph.all(`/groups/${id}/members?$select=id,displayName,mail&$top=20`);
  expect(direct.map((member) => member.id)).toEqual(tenant.groups.memberIds(id));
  expect(new Set(direct.map((member) => member["@odata.type"]))).toEqual(
    new Set(["#microsoft.graph.user", "#microsoft.graph.group"]),
  );
  const inside = await graph.all(`/groups/${id}/transitiveMembers?$select=id&$top=37`);
  expect(new Set(inside.map((member) => member.id)).size).toBe(inside.length);
  const users = inside.filter((member) => member["@odata.type"] === "#microsoft.graph.user");
  expect(users.map((user) => user.id)).toEqual(tenant.effectiveMembers(id));
  expect(new Set(inside.map((member) => member["@odata.type"]))).toEqual(
    new Set(["user", "group", "device", "servicePrincipal"].map((kind) => `#microsoft.graph.${kind}`)),
  );
});

test("a cast and a count read an index that needs the header on every page", async () => {
  const { graph, tenant } = await signedIn();
  const path = `/groups/${tenant.groupToSync.id}/transitiveMembers`;
  const users = await graph.all(`${path}/microsoft.graph.user?$count=true&$select=id&$top=50`, eventual);
  expect(users.map(({ id }) => id)).toEqual(tenant.effectiveMembers(tenant.groupToSync.id));
  expect(users[0]).not.toHaveProperty("@odata.type");
  const first = await graph.get(`${path}/microsoft.graph.user?$count=true&$top=50`, { headers: eventual });
  expect((await graph.get(String(first.body["@odata.nextLink"]))).status).toBe(400);
  expect((await graph.get(`${path}/microsoft.graph.user`)).status).toBe(400);
  expect((await graph.get(`${path}/$count`)).status).toBe(400);
  expect((await graph.get(`${path}/microsoft.graph.user/$count`, { headers: eventual })).body.text).toBe(
    String(users.length),
  );
});

test("a filter on members needs the header, and slices of a cast by how names begin are the whole cast", async () => {
  const { graph, tenant } = await signedIn();
  const path = `/groups/${tenant.groupToSync.id}/transitiveMembers/microsoft.graph.user`;
  const beginning = (letters: string[]) =>
    letters.map((letter) => `startswith(userPrincipalName,'${letter}')`).join(" or ");
  const letters = [..."abcdefghijklmnopqrstuvwxyz0123456789"];
  const slices = [letters.slice(0, 1), letters.slice(1, 16), letters.slice(16, 31), letters.slice(31)];
  const read: string[] = [];
  for (const slice of slices) {
    const query = `$filter=${beginning(slice)}&$count=true&$select=id&$top=20`;
    const members = await graph.all(`${path}?${query}`, eventual);
    const { body } = await graph.get(`${path}/$count?$filter=${beginning(slice)}`, { headers: eventual });
    expect(body.text).toBe(String(members.length));
    read.push(...members.map(({ id }) => id));
  }
  expect(read.sort()).toEqual([...tenant.effectiveMembers(tenant.groupToSync.id)].sort());
  const plain = `/groups/${tenant.groupToSync.id}/members?$filter=startswith(displayName,'a')`;
  for (const query of [plain, `${path}?$filter=${beginning(["a"])}&$count=true`]) {
    expect((await graph.get(query)).status).toBe(400);
  }
  expect((await graph.get(`${plain}&$count=true`, { headers: eventual })).status).toBe(200);
});

test("a Microsoft 365 group takes a cast to users and to nothing else", async () => {
  const { graph, tenant } = await signedIn();
  const group = tenant.groups.all().find(({ groupTypes }) => groupTypes.includes("Unified"));
  const cast = (kind: string) =>
    graph.get(`/groups/${group?.id}/members/microsoft.graph.${kind}/$count`, { headers: eventual });
  expect((await cast("user")).status).toBe(200);
  const { status, body } = await cast("device");
  expect([status, body.error?.code]).toEqual([400, "Request_UnsupportedQuery"]);
});

test("hidden memberships look empty, not forbidden", async () => {
  const { graph, tenant } = await signedIn();
  const [council] = tenant.groups.named("Works Council");
  expect(tenant.effectiveMembers(String(council?.id)).length).toBeGreaterThan(0);
  const { status, body } = await graph.get(`/groups/${council?.id}/members`);
  expect([status, body.value]).toEqual([200, []]);
  const { graph: trusted } = await signedIn({ roles: ["User.Read.All", "GroupMember.Read.All", "Member.Read.Hidden"] });
  expect(await trusted.all(`/groups/${council?.id}/members?$select=id`)).not.toEqual([]);
});

test("a soft-deleted member is shown no more and is a member again when restored", async () => {
  const { graph, tenant } = await signedIn();
  const { id } = tenant.groupToSync;
  const members = async () =>
    (await graph.all(`/groups/${id}/transitiveMembers?$select=id&$top=999`)).map((member) => member.id);
  const before = await members();
  const ada = String(tenant.users.find("ada.quill@contoso.example")?.id);
  tenant.deleteUser(ada);
  expect(await members()).toEqual(before.filter((member) => member !== ada));
  tenant.restoreUser(ada);
  expect(await members()).toEqual(before);
});

test("a deleted or renamed group is gone by its old name at once", async () => {
  const { graph, tenant } = await signedIn({ people: 20 });
  const { id } = tenant.groupToSync;
  tenant.renameGroup(id, "Everybody");
  expect((await graph.get("/groups?$filter=displayName eq 'All Employees'")).body.value).toEqual([]);
  expect((await graph.get(`/groups/${id}?$select=displayName`)).body.displayName).toBe("Everybody");
  tenant.deleteGroup(id);
  expect((await graph.get(`/groups/${id}/members`)).body.error?.code).toBe("Request_ResourceNotFound");
});

test("a person's groups, near and far, agree with the groups' members", async () => {
  const { graph, tenant } = await signedIn();
  const person = String(tenant.effectiveMembers(tenant.groupToSync.id).at(-1));
  const near = (await graph.all(`/users/${person}/memberOf?$select=id,displayName`)).map(({ id }) => id);
  expect(near.sort()).toEqual(
    tenant.groups
      .all()
      .map(({ id }) => id)
      .filter((id) => tenant.groups.memberIds(id).includes(person))
      .sort(),
  );
  const far = (await graph.all(`/users/${person}/transitiveMemberOf?$select=id`)).map(({ id }) => id);
  expect(far.sort()).toEqual(
    tenant.groups
      .all()
      .map(({ id }) => id)
      .filter((id) => tenant.effectiveMembers(id).includes(person))
      .sort(),
  );
  const [empty] = tenant.groups.named("Empty room");
  const checked = await graph.post(`/users/${person}/checkMemberGroups`, {
    groupIds: [tenant.groupToSync.id, empty?.id],
  });
  expect(checked.body.value).toEqual([tenant.groupToSync.id]);
  const got = await graph.post(`/users/${person}/getMemberGroups`, { securityEnabledOnly: false });
  expect([...(got.body.value ?? [])].sort()).toEqual(far);
});

test("objects are found by id whatever they are, and the organization is the tenant", async () => {
  const { graph, tenant } = await signedIn();
  const [user] = [...tenant.users.all()];
  const { body } = await graph.post("/directoryObjects/getByIds", {
    ids: [user?.id, tenant.groupToSync.id, "99999999-0000-4000-8000-000000000009"],
  });
  expect(body.value?.map((object) => object["@odata.type"])).toEqual([
    "#microsoft.graph.user",
    "#microsoft.graph.group",
  ]);
  const organization = await graph.get("/organization?$select=id,verifiedDomains");
  expect(organization.body.value).toMatchObject([
    { id: tenant.tenantId, verifiedDomains: [{ name: "contoso.example", isDefault: true }, { isInitial: true }] },
  ]);
});
