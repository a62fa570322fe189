import { Alert } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { useLocale } from "../locale/LocaleProvider";
import { refusalText } from "./refusalText";

/** Why it did not work, beside the form that asked. Nothing while there is no error. */
export function RefusalAlert({ error }: { error: Error | null }) {
  const locale = useLocale();
  if (error === null) return null;
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertCircle aria-hidden />}>
      {refusalText(locale, error)}
    </Alert>
  );
}
