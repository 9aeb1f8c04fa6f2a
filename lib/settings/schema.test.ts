import { expect, test } from "vitest";
import { settingInput } from "./schema.ts";

const faultsOf = (form: Record<string, string>) => {
  const parsed = settingInput.safeParse(form);
  return parsed.success
    ? parsed.data
    : Object.fromEntries(parsed.error.issues.map((i) => [i.path.join("."), i.message]));
};

test.each([
  [{ key: "groupToSync", groupToSync: "  R&D #1 100% + O'Neil " }, "R&D #1 100% + O'Neil"],
  [{ key: "groupToSync", groupToSync: "*" }, "*"],
  [{ key: "schedule", scheduled: "off", delta: "nonsense", full: "" }, "off"],
  [
    { key: "schedule", scheduled: "on", delta: " */15 * * * *", full: "0 2 * * 1-5" },
    { delta: "*/15 * * * *", full: "0 2 * * 1-5" },
  ],
  [
    { key: "removalGuard", share: "12.5", people: "0" },
    { share: 0.125, people: 0 },
  ],
  [
    { key: "removalGuard", share: "100", people: "10" },
    { share: 1, people: 10 },
  ],
  [{ key: "retentionDays", kept: "for-ever", days: "" }, "for-ever"],
  [{ key: "retentionDays", kept: "days", days: "365" }, 365],
  [{ key: "memberships", memberships: "all" }, "all"],
  [{ key: "secretExpiresOn", secretExpiresOn: " 2028-02-29 " }, "2028-02-29"],
])("%j is taken", (form, value) => {
  expect(faultsOf(form)).toEqual({ key: form.key, value });
});

test.each([
  [{ key: "groupToSync", groupToSync: "   " }, "groupToSync", /^Type the group/],
  [{ key: "groupToSync", groupToSync: "x".repeat(257) }, "groupToSync", /at most 256/],
  [{ key: "groupToSync", groupToSync: "a\u0000b" }, "groupToSync", /control characters/],
  [{ key: "groupToSync" }, "groupToSync", /./],
  [{ key: "schedule", scheduled: "on", delta: "*/15 * * *", full: "0 2 * * *" }, "delta", /five fields/],
  [{ key: "schedule", scheduled: "on", delta: "* * * * *", full: "61 2 * * *" }, "full", /five fields/],
  [{ key: "schedule", scheduled: "on", delta: "* * * * *", full: "@daily" }, "full", /five fields/],
  [{ key: "schedule", scheduled: "perhaps" }, "scheduled", /./],
  [{ key: "removalGuard", share: "101", people: "10" }, "share", /0 to 100/],
  [{ key: "removalGuard", share: "-1", people: "10" }, "share", /0 to 100/],
  [{ key: "removalGuard", share: "20", people: "1e3" }, "people", /whole number/],
  [{ key: "retentionDays", kept: "days", days: "0" }, "days", /1 or more/],
  [{ key: "retentionDays", kept: "days", days: "9999999999" }, "days", /1 or more/],
  [{ key: "secretExpiresOn", secretExpiresOn: "2027-02-29" }, "secretExpiresOn", /year, month and day/],
  [{ key: "secretExpiresOn", secretExpiresOn: "30.6.2027" }, "secretExpiresOn", /year, month and day/],
  [{ key: "memberships", memberships: "some" }, "memberships", /./],
  [{ key: "clientSecret", value: "x" }, "key", /./],
])("%j is refused beside its field", (form, field, sentence) => {
  expect(faultsOf(form as Record<string, string>)).toMatchObject({ [field]: expect.stringMatching(sentence) });
});
