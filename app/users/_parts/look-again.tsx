"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

const pauseMs = 2_000;

/** Shows the page anew when what it could not wait for may be there. */
export function LookAgain() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), pauseMs);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
