import {
  Button,
  Card,
  type CSSVariablesResolver,
  createTheme,
  Input,
  type MantineColorsTuple,
  Menu,
  Modal,
  Paper,
  Tooltip,
} from "@mantine/core";
import { toneVariables } from "./tones.ts";

/** Petrol: calm, and far from the blue of every other tool. Shade 8 carries white text at 7:1. */
const petrol: MantineColorsTuple = [
  "#eaf6f4",
  "#d5ebe7",
  "#a9d7d0",
  "#7ac2b8",
  "#52afa3",
  "#2f9a8c",
  "#1d8578",
  "#137065",
  "#0d5c54",
  "#06403b",
];

const amber: MantineColorsTuple = [
  "#fff5e3",
  "#fee8c4",
  "#fdd18c",
  "#fbb851",
  "#f6a12a",
  "#e08b12",
  "#bd7108",
  "#995905",
  "#7a4503",
  "#5c3302",
];

/** Mantine's dark greys with a breath of petrol, so that inputs, menus and cards belong together. */
const night: MantineColorsTuple = [
  "#dbe3e1",
  "#c3cecb",
  "#a3b0ad",
  "#7d8b88",
  "#42504e",
  "#34413f",
  "#222d2b",
  "#182120",
  "#111716",
  "#0c1110",
];

export const theme = createTheme({
  primaryColor: "petrol",
  colors: { petrol, amber, dark: night },
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  defaultRadius: "md",
  cursorType: "pointer",
  focusRing: "auto",
  fontFamily:
    'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Helvetica, Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  headings: {
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "1.75rem", lineHeight: "1.25" },
      h2: { fontSize: "1.25rem", lineHeight: "1.35" },
      h3: { fontSize: "1.0625rem", lineHeight: "1.4" },
    },
  },
  components: {
    Button: Button.extend({ defaultProps: { radius: "md" } }),
    Card: Card.extend({ defaultProps: { withBorder: true, padding: "lg", radius: "lg", bg: "var(--placet-surface)" } }),
    Paper: Paper.extend({ defaultProps: { radius: "lg" } }),
    // Optional fields are marked in words; an asterisk would be read out as part of every other label.
    InputWrapper: Input.Wrapper.extend({ defaultProps: { withAsterisk: false } }),
    // Its placeholder is a focusable child that no menu may have.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    Modal: Modal.extend({
      defaultProps: { radius: "lg", centered: true, padding: "lg" },
      styles: {
        title: { fontSize: "1.125rem", fontWeight: 650 },
        header: { background: "var(--placet-surface)" },
        content: { background: "var(--placet-surface)" },
      },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { withArrow: true, events: { hover: true, focus: true, touch: true } } }),
  },
});

/** Mantine's own greys and reds miss 4.5:1; these do not, in light and in dark. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...toneVariables("light"),
    "--placet-hover": "#e6eeec",
    "--placet-chosen": "#dcebe8",
    "--placet-chosen-text": "#06403b",
    "--placet-row-hover": "#f4f9f8",
    "--mantine-color-body": "#fbfcfc",
    "--mantine-color-text": "#16211f",
    "--mantine-color-dimmed": "#52615e",
    "--mantine-color-placeholder": "#66736f",
    "--mantine-color-error": "#b3261e",
    "--mantine-color-anchor": "#0d5c54",
    "--mantine-color-default-border": "#d5dcda",
    "--placet-surface": "#ffffff",
    "--placet-sunken": "#f2f6f5",
    "--placet-border": "#e3e9e7",
    "--placet-control-border": "#7d8a87",
  },
  dark: {
    ...toneVariables("dark"),
    "--mantine-color-petrol-light": "#1d3532",
    "--mantine-color-petrol-light-hover": "#24413d",
    "--mantine-color-petrol-light-color": "#a9d7d0",
    "--mantine-color-petrol-outline": "#7ac2b8",
    "--placet-hover": "#202b29",
    "--placet-chosen": "#1d3532",
    "--placet-chosen-text": "#c5e7e1",
    "--placet-row-hover": "#1d2827",
    "--mantine-color-body": "#111716",
    "--mantine-color-text": "#e4eae8",
    "--mantine-color-dimmed": "#a3b0ad",
    "--mantine-color-placeholder": "#93a09d",
    "--mantine-color-error": "#ff9d94",
    "--mantine-color-anchor": "#7ac2b8",
    "--mantine-color-default": "#1c2423",
    "--mantine-color-default-hover": "#24302e",
    "--mantine-color-default-border": "#34413f",
    "--placet-surface": "#182120",
    "--placet-sunken": "#141b1a",
    "--placet-border": "#293533",
    "--placet-control-border": "#74827f",
  },
});
