"use client";
import { Button, type ButtonProps } from "@mantine/core";
import type { ComponentPropsWithoutRef, ReactNode } from "react";
import { useFormStatus } from "react-dom";

type Props = ButtonProps &
  Omit<ComponentPropsWithoutRef<"button">, keyof ButtonProps | "type"> & {
    children: ReactNode;
    /** What it says while the form is on its way; the verb in -ing. */
    pendingLabel?: string;
  };

/**
 * Submits the form it stands in and shows that it is on its way. Only for forms with an action, which work before
 * hydration; a button that only has a handler is disabled until then (use-hydrated.ts).
 */
export function SubmitButton({ children, pendingLabel, disabled, ...props }: Props) {
  const { pending } = useFormStatus();
  return (
    <Button {...props} type="submit" disabled={disabled} aria-disabled={pending || undefined} loading={pending}>
      {pending && pendingLabel ? pendingLabel : children}
    </Button>
  );
}
