import { type MantineColorScheme, useMantineColorScheme } from "@mantine/core";

export const SCHEMES: readonly MantineColorScheme[] = ["auto", "light", "dark"];

/** Light, dark, or as the device is; `next` goes round. */
export function useScheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const after = SCHEMES[(SCHEMES.indexOf(colorScheme) + 1) % SCHEMES.length] ?? "auto";
  return { name: colorScheme, set: setColorScheme, next: () => setColorScheme(after) };
}
