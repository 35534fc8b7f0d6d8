import { Button, type ButtonProps } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

interface Props extends ButtonProps {
  to: string;
  search?: Record<string, unknown>;
  children: ReactNode;
}

/** A link that looks like a button: it goes somewhere, and changes nothing. */
export function LinkButton({ to, search, ...button }: Props) {
  return <Button {...button} renderRoot={(props) => <Link {...props} to={to} search={search ?? {}} />} />;
}
