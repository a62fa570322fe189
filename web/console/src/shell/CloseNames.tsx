import { CloseButton, createTheme, MantineThemeProvider } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import { useLocale } from "../locale/LocaleProvider";

/** Says what every cross is for, also those of dialogs and notices, to who cannot see it. */
export function CloseNames({ children }: { children: ReactNode }) {
  const { t } = useLocale();
  const theme = useMemo(
    () =>
      createTheme({
        components: {
          CloseButton: CloseButton.extend({
            defaultProps: { attributes: { root: { "aria-label": t("shell.close") } } },
          }),
        },
      }),
    [t],
  );
  return <MantineThemeProvider theme={theme}>{children}</MantineThemeProvider>;
}
