"use client";
import "@mantine/notifications/styles.css";
import { Notifications, notifications } from "@mantine/notifications";
import Link from "next/link";
import { useEffect } from "react";
import { messagesWords } from "#words/frame.tsx";
import type { Message } from "./message.ts";
import classes from "./toasts.module.css";

const shownForMs = 8_000;
const colours = { success: "var(--good)", warning: "var(--warn)", error: "var(--bad)", info: "var(--accent)" };

/** Shows a message for a while at the edge of the window; a screen reader reads it out without being interrupted. */
export function Toasts({ toast }: { toast: Message }) {
  useEffect(() => {
    const { id, kind, text, href } = toast;
    notifications.show({
      id,
      message: href ? <Link href={href}>{text}</Link> : text,
      color: colours[kind],
      role: "status",
      withBorder: true,
      closeButtonProps: { "aria-label": messagesWords.close },
    });
  }, [toast]);
  return <Notifications position="bottom-right" autoClose={shownForMs} limit={3} className={classes.place} />;
}
