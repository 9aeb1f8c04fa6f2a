import { expect, test } from "vitest";
import { propertyWords, removalWords } from "./directory-words.ts";

test("a Graph property is said in words", () => {
  expect(propertyWords("jobTitle")).toBe("job title");
  expect(propertyWords("userPrincipalName")).toBe("user principal name");
  expect(propertyWords("supervisorId")).toBe("supervisor");
});

test("a reason we do not know is shown as it is", () => {
  expect(removalWords("left-group")).toBe("left the group");
  expect(removalWords("something-new")).toBe("something-new");
});
