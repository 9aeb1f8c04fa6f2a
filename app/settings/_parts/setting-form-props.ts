import type { ReactNode } from "react";

/** What each setting's form gets from the page. */
export type SettingFormProps<Value> = {
  value: Value;
  source: ReactNode;
  /** What the value would be without the change made here; absent when nothing was changed. */
  fallback?: string;
};
