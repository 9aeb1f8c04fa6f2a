import { describe, expect, test } from "vitest";
import { alignColumns, visible } from "./columns.ts";

describe("text for a terminal", () => {
  test("shows control characters instead of obeying them", () => {
    expect(visible("a\u001b[31mb\tc\r\nd\u009b")).toBe("a\\u001b[31mb\\u0009c\\u000d\\u000ad\\u009b");
  });

  test("shows what would turn the direction of the line round", () => {
    expect(visible("\u202egnp.exe")).toBe("\\u202egnp.exe");
  });

  test("leaves names of all scripts as they are", () => {
    for (const name of ["Ágnes Kőszegi", "Søren", "山田太郎", "محمد", "Nguyễn Thị Ánh", "O’Brien"]) {
      expect(visible(name)).toBe(name);
    }
  });

  test("stands in columns, without blanks at the end of a line", () => {
    expect(
      alignColumns([
        ["run", "state", "by"],
        ["12", "succeeded", ""],
      ]),
    ).toBe("run  state      by\n12   succeeded");
  });
});
