import { Button, Stack, TextInput } from "@mantine/core";
import { useLocale } from "../locale/LocaleProvider";
import { RefusalAlert } from "../shell/RefusalAlert";
import { Door } from "./Door";
import { onFields } from "./fields";

interface SecondFactorProps {
  company: string;
  pending: boolean;
  error: Error | null;
  onCode: (code: string) => void;
  onBack: () => void;
}

/** The six digits of the app, or one of the recovery codes. */
export function SecondFactor({ company, pending, error, onCode, onBack }: SecondFactorProps) {
  const { t } = useLocale();
  return (
    <Door title={t("signin.second")} lead={t("signin.second_help")} company={company}>
      <form onSubmit={onFields(["code"], ({ code }) => onCode(code.trim()))}>
        <Stack>
          <RefusalAlert error={error} />
          <TextInput
            name="code"
            label={t("signin.code")}
            autoComplete="one-time-code"
            inputMode="numeric"
            autoCapitalize="off"
            maxLength={32}
            required
            autoFocus
          />
          <Button type="submit" loading={pending}>
            {t("signin.enter")}
          </Button>
          <Button variant="subtle" color="gray" onClick={onBack}>
            {t("signin.back")}
          </Button>
        </Stack>
      </form>
    </Door>
  );
}
