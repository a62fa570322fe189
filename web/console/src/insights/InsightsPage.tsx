import { Title } from "@mantine/core";
import { useLocale } from "../locale/LocaleProvider";

export function InsightsPage() {
  const { t } = useLocale();
  return <Title order={1}>{t("insights.title")}</Title>;
}
