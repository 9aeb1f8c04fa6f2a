/** The result of something a person did. `at` is ISO 8601; `href` leads to what it speaks of. */
export type Message = {
  id: string;
  at: string;
  kind: "success" | "warning" | "error" | "info";
  text: string;
  href?: string;
};
