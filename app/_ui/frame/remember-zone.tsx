"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { zoneCookie } from "../zone-cookie.ts";

const yearInSeconds = 365 * 24 * 60 * 60;

/** Tells the server the browser's time zone where it took another one, and has the page made anew with that, once. */
export function RememberZone({ known }: { known: string }) {
  const router = useRouter();
  useEffect(() => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    // The server may know a zone by another name than the browser, or not at all: it is told once all the same.
    const told = `${zoneCookie}=${timeZone}`;
    if (!timeZone || timeZone === known || document.cookie.split("; ").includes(told)) return;
    const secure = window.location.protocol === "https:" ? "; Secure" : "";
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not there on plain http
    document.cookie = `${told}; Path=/; Max-Age=${yearInSeconds}; SameSite=Lax${secure}`;
    router.refresh();
  }, [router, known]);
  return null;
}
