"use client";
import "@mantine/core/styles.css";
import "./globals.css";
import { MantineProvider, mantineHtmlProps } from "@mantine/core";
import { FailedPage } from "./_ui/failed-page.tsx";
import { BareFrame } from "./_ui/frame/bare-frame.tsx";
import { theme } from "./theme.ts";

/** Takes the place of the layout when that itself fails; without a nonce it must do without inline styles. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" {...mantineHtmlProps}>
      <body>
        <MantineProvider theme={theme} defaultColorScheme="auto">
          <BareFrame>
            <FailedPage error={error} retry={retry} />
          </BareFrame>
        </MantineProvider>
      </body>
    </html>
  );
}
