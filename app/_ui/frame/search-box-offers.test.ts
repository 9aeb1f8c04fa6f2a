import { expect, test } from "vitest";
import type { Answer } from "./search-box-answer.ts";
import { offersFor } from "./search-box-offers.ts";

const nothing: Answer = { state: "answered", found: { people: [], groups: [] } };
const hrefs = (text: string) => offersFor({ text, answer: nothing }).map(({ href }) => href);

test("without a text every page is offered, and no search", () => {
  expect(hrefs("")).toEqual(["/", "/users", "/supervisors", "/groups", "/runs", "/settings", "/why"]);
});

test("a page is found by how one of its words begins, and the text can always be taken to the whole list", () => {
  expect(hrefs("set")).toEqual(["/settings", "/users?q=set", "/why?who=set"]);
  expect(hrefs("ettings")).toEqual(["/users?q=ettings", "/why?who=ettings"]);
  expect(hrefs("a b&c")).toContain("/users?q=a+b%26c");
});

test("people come first, named by what is known of them", () => {
  const known = { userPrincipalName: "z@x.example", jobTitle: null, department: null, deletedAt: null };
  const found = { people: [{ id: "1", displayName: null, ...known }], groups: [] };
  expect(offersFor({ text: "z", answer: { state: "answered", found } })[0]).toMatchObject({
    href: "/users/1",
    label: "z@x.example",
    isRemoved: false,
  });
});
