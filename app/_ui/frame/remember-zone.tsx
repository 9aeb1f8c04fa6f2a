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
    if (!timeZone || timeZone === known) return;
    const secure = window.location.protocol === "https:" ? "; Secure" : "";
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not there on plain http
    document.cookie = `${zoneCookie}=${timeZone}; Path=/; Max-Age=${yearInSeconds}; SameSite=Lax${secure}`;
    router.refresh();
  }, [router, known]);
  return null;
}
