import { Title } from "@mantine/core";
import { useLocale } from "../locale/LocaleProvider";

export function PeoplePage() {
  const { t } = useLocale();
  return <Title order={1}>{t("people.title")}</Title>;
}
