"use client";
import { IconCheck, IconCopy, IconDownload, IconX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { listWords } from "#words/lists.tsx";
import { copyText } from "./copy-text.ts";
import classes from "./selection.module.css";

/** A row that can be selected; `principal` is the sign-in name that is copied. */
export type Selectable = { id: string; principal: string | null };

const shownFor = 2_000;

/** What can be done with the selected rows. */
export function SelectionBar({
  chosen,
  download,
  onClear,
}: {
  chosen: readonly Selectable[];
  download: string;
  onClear: () => void;
}) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), shownFor);
    return () => clearTimeout(timer);
  }, [copied]);
  const principals = chosen.flatMap(({ principal }) => (principal ? [principal] : []));
  const words = listWords.selection;
  const Sign = copied ? IconCheck : IconCopy;
  return (
    <div className={classes.bar}>
      <button
        type="button"
        className={classes.action}
        onClick={async () => setCopied(await copyText(principals.join("\n")))}
      >
        <Sign size={14} aria-hidden /> {words.copy}
      </button>
      <a
        className={classes.action}
        href={`${download}${download.includes("?") ? "&" : "?"}ids=${chosen.map(({ id }) => id).join()}`}
        download
      >
        <IconDownload size={14} aria-hidden /> {words.download}
      </a>
      <button type="button" className={classes.action} onClick={onClear}>
        <IconX size={14} aria-hidden /> {words.clear}
      </button>
      <span role="status" className="visually-hidden">
        {copied ? words.copied : ""}
      </span>
    </div>
  );
}
