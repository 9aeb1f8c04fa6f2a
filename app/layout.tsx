import "@mantine/core/styles.css";
import "./globals.css";
import { ColorSchemeScript, mantineHtmlProps } from "@mantine/core";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { frameWords } from "#words/frame.tsx";
import { framePerson } from "./_server/frame-person.ts";
import { currentFreshness } from "./_server/freshness.ts";
import { viewerZone } from "./_server/viewer-zone.ts";
import { BareFrame } from "./_ui/frame/bare-frame.tsx";
import { Frame } from "./_ui/frame/frame.tsx";
import { Providers } from "./providers.tsx";

export const metadata: Metadata = {
  title: { default: frameWords.product, template: frameWords.pageTitle("%s") },
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, email: false, address: false },
};

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#17181a" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" nonce={nonce} suppressHydrationWarning />
      </head>
      <body>
        <Providers nonce={nonce}>
          <Surroundings>{children}</Surroundings>
        </Providers>
      </body>
    </html>
  );
}

/** Only a person who may see the copy gets the frame; the gate of each page is its own and does not rely on this. */
async function Surroundings({ children }: { children: ReactNode }) {
  const framed = await framePerson();
  if (!framed) return <BareFrame>{children}</BareFrame>;
  const { person, viewer } = framed;
  return (
    <Frame person={person} freshness={viewer && (await currentFreshness(viewer))} zone={await viewerZone()}>
      {children}
    </Frame>
  );
}
