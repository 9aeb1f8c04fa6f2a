import { expect, test } from "vitest";
import { explain, mayBeSpreading } from "./explanation.ts";

const graph = { cloud: "china", applicationId: "00001111-aaaa-2222-bbbb-3333cccc4444" } as const;

test("Microsoft's code says more than its status, and either more than our own code", () => {
  const message = "403: no";
  const disabled = {
    code: "consent-missing",
    message,
    status: 403,
    graphCode: "Authorization_IdentityDisabled",
  } as const;
  expect(explain(disabled, graph)).toMatchObject({
    happened: expect.stringContaining("disabled"),
    isSaid: false,
    link: {
      href: `https://portal.azure.cn/#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Properties/appId/${graph.applicationId}`,
    },
  });
  expect(explain({ code: "graph-failed", message, status: 503, graphCode: "new" }, graph)?.mender).toContain("Nobody");
  expect(explain({ code: "graph-unreachable", message }, graph)).toMatchObject({ isSaid: true });
  expect(explain({ code: "consent-missing", message }, graph)?.link).toEqual({
    label: "Get consent",
    href: "/consent",
  });
  expect(explain({ code: "group-missing", message }, graph)).toBeUndefined();
});

test("the sentence that says what to do is not said twice, and without a registration there is no page to open", () => {
  const known = explain({ code: "credentials-refused", message: "", graphCode: "AADSTS7000222" }, undefined);
  expect(known).toMatchObject({ isSaid: false });
  expect(known).not.toHaveProperty("link");
  const message = `Expired. ${known?.remedy}`;
  expect(explain({ code: "credentials-refused", message, graphCode: "AADSTS7000222" }, graph)?.isSaid).toBe(true);
});

test("a refused secret does not pass by itself, a missing permission may", () => {
  expect(mayBeSpreading({ code: "credentials-refused", graphCode: "AADSTS7000215" })).toBe(false);
  expect(mayBeSpreading({ code: "credentials-refused", graphCode: "AADSTS700016" })).toBe(true);
  expect(mayBeSpreading({ code: "consent-missing" })).toBe(true);
});
