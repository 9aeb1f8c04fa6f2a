import { type ColumnType, groupColumns, userColumns } from "../../../directory/model.ts";

const supervisorColumns = {
  supervisorId: "text",
  supervisorDisplayName: "text",
  supervisorUserPrincipalName: "text",
  supervisorType: "text",
} as const satisfies Record<string, ColumnType>;

/** SQL fragments made from the one list of mirrored columns, so that a new column is named in one place. */
export const userSql = fragments(userColumns);
export const groupSql = fragments(groupColumns);
export const supervisorSql = fragments(supervisorColumns);

function fragments(columns: Record<string, ColumnType>) {
  const names = Object.keys(columns);
  const prefixed = (alias: string) => names.map((name) => `${alias}."${name}"`).join(", ");
  return {
    names,
    /** `"a", "b"` */
    list: names.map((name) => `"${name}"`).join(", "),
    /** `x."a", x."b"` */
    of: prefixed,
    /** `"a" text, "b" boolean`: the record type of one staged object */
    types: names.map((name) => `"${name}" ${columns[name]}`).join(", "),
    /** `"a" = EXCLUDED."a", …` */
    setExcluded: names.map((name) => `"${name}" = EXCLUDED."${name}"`).join(", "),
    /** True where the two rows differ in any column. */
    differs: (left: string, right: string) => `(${prefixed(left)}) IS DISTINCT FROM (${prefixed(right)})`,
    /** `('a', x."a"::text, y."a"::text), …`: one line per column, for the history. */
    beforeAfter: (before: string, after: string) =>
      names.map((name) => `('${name}', ${asText(before, name)}, ${asText(after, name)})`).join(", "),
    /** `('a', x."a"::text), …`: one line per column of one row. */
    asTexts: (alias: string) => names.map((name) => `('${name}', ${asText(alias, name)})`).join(", "),
  };

  function asText(alias: string, name: string): string {
    const column = `${alias}."${name}"`;
    if (columns[name] === "text[]") return `array_to_string(${column}, '; ')`;
    if (columns[name] === "timestamptz(3)") {
      return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
    }
    return `${column}::text`;
  }
}
