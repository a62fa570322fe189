import { PasswordInput } from "@mantine/core";
import { useLocale } from "../locale/LocaleProvider";

/** Shorter ones are refused by the server too. */
export const SHORTEST_PASSWORD = 10;

/** A password that is being chosen, as the form field `password`. */
export function NewPassword({ label }: { label?: string }) {
  const { t } = useLocale();
  return (
    <PasswordInput
      name="password"
      label={label ?? t("signin.new_password")}
      description={t("signin.new_password_help", { count: SHORTEST_PASSWORD })}
      autoComplete="new-password"
      minLength={SHORTEST_PASSWORD}
      maxLength={200}
      required
      visibilityToggleButtonProps={{ "aria-label": t("signin.show_password") }}
    />
  );
}
