import { MantineProvider, mergeThemeOverrides } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import { useLocale } from "../locale/LocaleProvider";
import { theme, variables } from "../theme";

/** Prosa's look, with names in the person's language for the crosses that close dialogs and notices. */
export function Look({ nonce, children }: { nonce: string; children: ReactNode }) {
  const { t } = useLocale();
  const named = useMemo(() => {
    const defaultProps = { closeButtonProps: { "aria-label": t("shell.close") } };
    return mergeThemeOverrides(theme, {
      components: {
        Modal: { defaultProps },
        Drawer: { defaultProps },
        Notification: { defaultProps },
      },
    });
  }, [t]);
  return (
    <MantineProvider
      theme={named}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      {children}
    </MantineProvider>
  );
}
