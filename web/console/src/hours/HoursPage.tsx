import { Title } from "@mantine/core";
import { useLocale } from "../locale/LocaleProvider";

export function HoursPage() {
  const { t } = useLocale();
  return <Title order={1}>{t("hours.title")}</Title>;
}
