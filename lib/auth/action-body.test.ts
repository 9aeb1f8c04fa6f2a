import { expect, test } from "vitest";
import { faultOfActionBody } from "./action-body.ts";

const address = "https://rollcall.example/settings";

/** As Next's script sends the arguments of an action and the form among them. */
async function statusOfCall(args: unknown, fields: Record<string, string | Blob> = {}): Promise<number | undefined> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append("0", typeof args === "string" ? args : JSON.stringify(args));
  const headers = { "next-action": "40".padEnd(42, "a") };
  return (await faultOfActionBody(new Request(address, { method: "POST", headers, body })))?.status;
}

/** As a browser without script sends a form. */
async function statusOfForm(fields: Record<string, string>): Promise<number | undefined> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return (await faultOfActionBody(new Request(address, { method: "POST", body })))?.status;
}

async function statusOf(body: string, headers: Record<string, string>): Promise<number | undefined> {
  return (await faultOfActionBody(new Request(address, { method: "POST", headers, body })))?.status;
}

test("what pages send to their actions passes", async () => {
  const form = { _1_key: "groupToSync", _1_value: "$F1 is a name that a person may type" };
  expect(await statusOfCall([{ state: "idle" }, "$K1"], form)).toBeUndefined();
  expect(await statusOfCall(["$K1"], form)).toBeUndefined();
  const fields = { name: "$$5 a month", old: "$undefined", at: "$D2026-11-24T00:00:00.000Z", many: "$n12" };
  expect(await statusOfCall([{ state: "invalid", fields, again: "$0:0:fields" }, "$K1"], form)).toBeUndefined();
  expect(await statusOf("[]", { "next-action": "a", "content-type": "text/plain;charset=UTF-8" })).toBeUndefined();
});

test("a form without script passes, with what the action said last or without", async () => {
  const action = { id: "40".padEnd(42, "a"), bound: "$@1" };
  const fields = { $ACTION_REF_1: "", "$ACTION_1:0": JSON.stringify(action), $ACTION_KEY: "k1", kind: "delta" };
  expect(await statusOfForm({ ...fields, "$ACTION_1:1": '[{"state":"idle"}]' })).toBeUndefined();
  const twice = '[{"fields":{},"again":"$1:0:fields"}]';
  expect(await statusOfForm({ ...fields, "$ACTION_1:1": twice })).toBeUndefined();
  expect(await statusOfForm({ ...fields, "$ACTION_1:1": twice.replace("$1", "$0") })).toBe(400);
  expect(await statusOfForm({ ["$ACTION_ID_40".padEnd(50, "a")]: "" })).toBeUndefined();
});

test.each([
  ["cut JSON", '[{"state":'],
  ["no list of arguments", '"$K1"'],
  ["a reference to a function", '["$h1"]'],
  ["an older one", '["$F1"]'],
  ["a map", '["$Q1"]'],
  ["a stream", '["$R1"]'],
  ["a promise", '["$@1"]'],
  ["a file", '["$B1"]'],
  ["another part", '["$1"]'],
  ["a way that leads nowhere", '[{"a":{}},"$0:0:b"]'],
  ["a way to what every object inherits", '[{},"$0:0:__proto__:then"]'],
  ["itself", '["$0:0"]'],
  ["a number that is none", '["$n1e9"]'],
  ["more arguments than anything takes", JSON.stringify(Array(1_001).fill(1))],
  ["depths", `${"[".repeat(40_000)}${"]".repeat(40_000)}`],
])("arguments that hold %s are refused", async (_, args) => {
  expect(await statusOfCall(args)).toBe(400);
  expect(await statusOf(args, { "next-action": "a", "content-type": "text/plain;charset=UTF-8" })).toBe(400);
});

test("arguments that are there twice, or come with a file, are refused", async () => {
  expect(await statusOfCall("[]", { 0: "[]" })).toBe(400);
  expect(await statusOfCall(["$K1"], { _1_file: new Blob(["x"]) })).toBe(400);
});

test("a body that is cut, of another kind, or of no action, is refused", async () => {
  const called = { "next-action": "a" };
  const multipart = "multipart/form-data; boundary=x";
  expect(await statusOf('--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n[', called)).toBe(400);
  const cut = '--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n[]';
  expect(await statusOf(cut, { ...called, "content-type": multipart })).toBe(400);
  expect(await statusOf(`${cut}\r\n--x--\r\n`, { ...called, "content-type": multipart })).toBeUndefined();
  expect(await statusOf("[]", { ...called, "content-type": "multipart/form-data" })).toBe(400);
  expect(await statusOf("[]", { ...called, "content-type": "application/json" })).toBe(400);
  expect(await statusOf("0=[]", { ...called, "content-type": "application/x-www-form-urlencoded" })).toBe(400);
  expect(await statusOf("[]", { "content-type": "text/plain" })).toBe(400);
  expect(await statusOfForm({ kind: "delta" })).toBe(400);
});

test("a form whose action cannot be read is refused", async () => {
  const action = JSON.stringify({ id: "a", bound: "$@1" });
  const unreadable: Record<string, string>[] = [
    { $ACTION_REF_1: "" },
    { $ACTION_REF_1: "", "$ACTION_1:0": "{" },
    { $ACTION_REF_1: "", "$ACTION_1:0": action },
    { $ACTION_REF_1: "", "$ACTION_1:0": action, "$ACTION_1:1": '["$F1"]' },
    { $ACTION_REF_1: "", "$ACTION_1:0": '{"id":"a","bound":"$@2"}', "$ACTION_1:1": "[]" },
  ];
  for (const fields of unreadable) {
    expect(await statusOfForm(fields), JSON.stringify(fields)).toBe(400);
  }
});
