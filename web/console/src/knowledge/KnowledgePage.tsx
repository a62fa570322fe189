import { Title } from "@mantine/core";
import { useLocale } from "../locale/LocaleProvider";

export function KnowledgePage() {
  const { t } = useLocale();
  return <Title order={1}>{t("knowledge.title")}</Title>;
}
