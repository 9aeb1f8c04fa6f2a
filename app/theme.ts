import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** The one accent: a petrol that keeps 4.5:1 as text on paper, and under white as a button, in both schemes. */
const petrol: MantineColorsTuple = [
  "#ecf6f8",
  "#d9ebef",
  "#b0d6de",
  "#84c0cd",
  "#5fb0c1",
  "#4aa2b5",
  "#1f7f95",
  "#12697d",
  "#0c5869",
  "#064755",
];

/** For what cannot be taken back lightly; Mantine's own red is too pale under white text. */
const red: MantineColorsTuple = [
  "#fceceb",
  "#f8d4d1",
  "#f0a9a4",
  "#e87f77",
  "#e05a50",
  "#d8453a",
  "#c93429",
  "#b0261d",
  "#961f17",
  "#7a1811",
];

/** Three sizes and two weights in a page: 22 for its name, 14 for what it says, 12 for what explains it. */
export const theme = createTheme({
  primaryColor: "petrol",
  primaryShade: { light: 7, dark: 7 },
  colors: { petrol, red },
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontSizes: { xs: "0.75rem", sm: "0.875rem", md: "0.875rem", lg: "1rem", xl: "1.375rem" },
  headings: { fontWeight: "600", sizes: { h1: { fontSize: "1.375rem" }, h2: { fontSize: "0.875rem" } } },
});
