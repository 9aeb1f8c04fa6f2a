import type { ReactNode } from "react";

/** Makes a link of the words a sentence gives it, so that a translation decides where in the sentence it stands. */
export type LinkOf = (text: string) => ReactNode;
