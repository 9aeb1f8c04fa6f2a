"use client";
import { ActionIcon } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { partsWords } from "#words/parts.tsx";
import { copyText } from "./copy-text.ts";
import { useHydrated } from "./use-hydrated.ts";

const shownFor = 2_000;

/** Copies `value`; `label` says of what, for those who do not see what stands beside it. */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const hydrated = useHydrated();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), shownFor);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        disabled={!hydrated}
        aria-label={partsWords.copy(label)}
        title={partsWords.copy(label)}
        onClick={async () => setCopied(await copyText(value))}
        style={{ "--ai-color": "var(--quiet)", "--ai-bg": "transparent" }}
      >
        {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
      </ActionIcon>
      <span role="status" className="visually-hidden">
        {copied ? partsWords.copied : ""}
      </span>
    </>
  );
}
