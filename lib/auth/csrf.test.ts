import { expect, test } from "vitest";
import { testDoorConfig } from "../testing/door-config.ts";
import { signInServer } from "../testing/sign-in-server.ts";
import { csrfToken } from "./csrf.ts";

const { web } = testDoorConfig();

test("a browser keeps its token, and a cookie that we did not make is replaced", () => {
  const first = csrfToken(null, web);
  const { name = "", value = "" } = first.cookie ?? {};
  expect(name).toBe("__Host-next-auth.csrf-token");
  expect(csrfToken(`${name}=${encodeURIComponent(value)}`, web)).toEqual({ token: first.token });
  for (const forged of [`${first.token}|${"0".repeat(64)}`, `${first.token}|`, first.token, "%E0%A4%A"]) {
    expect(csrfToken(`${name}=${forged}`, web).cookie).toBeDefined();
  }
});

test("next-auth accepts the token and its cookie, and refuses one without the other", async () => {
  const server = await signInServer();
  try {
    const { url } = server.config.web;
    const { token, cookie } = csrfToken(null, server.config.web);
    const post = (sent: { csrfToken: string; cookie?: string }) =>
      fetch(`${url}/api/auth/signin/azure-ad`, {
        method: "POST",
        redirect: "manual",
        body: new URLSearchParams({ csrfToken: sent.csrfToken }).toString(),
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          ...(sent.cookie ? { cookie: sent.cookie } : {}),
        },
      });
    const own = `${cookie?.name}=${encodeURIComponent(cookie?.value ?? "")}`;
    const accepted = await post({ csrfToken: token, cookie: own });
    expect(new URL(accepted.headers.get("location") ?? "").origin).toBe(server.config.graph.loginOrigin);
    for (const refused of [await post({ csrfToken: token }), await post({ csrfToken: "other", cookie: own })]) {
      expect(refused.headers.get("location")).toMatch(/\/api\/auth\/signin\?csrf=true$/);
    }
  } finally {
    await server.close();
  }
});
