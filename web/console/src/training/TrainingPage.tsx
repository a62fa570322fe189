import { Title } from "@mantine/core";
import { useLocale } from "../locale/LocaleProvider";

export function TrainingPage() {
  const { t } = useLocale();
  return <Title order={1}>{t("training.title")}</Title>;
}
