import type { UsersQuery } from "#lib/directory/schema.ts";
import type { Choice } from "../../_ui/list-filter.tsx";

/** The choices above the list of people; names and values are those of the address. */
export function userChoices({ state, enabled, guest, withoutSupervisor }: UsersQuery): Choice[] {
  return [
    {
      name: "state",
      label: "State",
      value: state,
      options: [
        { value: "live", label: "In the group" },
        { value: "removed", label: "Removed" },
        { value: "all", label: "Everyone" },
      ],
    },
    { ...yesOrNo(enabled, { yes: "Enabled", no: "Disabled" }), name: "enabled", label: "Account" },
    { ...yesOrNo(guest, { yes: "Guests", no: "Members" }), name: "guest", label: "Type" },
    { ...yesOrNo(withoutSupervisor, { yes: "Without", no: "With" }), name: "withoutSupervisor", label: "Supervisor" },
  ];
}

function yesOrNo(value: boolean | undefined, words: { yes: string; no: string }): Pick<Choice, "value" | "options"> {
  return {
    value: value === undefined ? "" : value ? "yes" : "no",
    options: [
      { value: "", label: "Any" },
      { value: "yes", label: words.yes },
      { value: "no", label: words.no },
    ],
  };
}
