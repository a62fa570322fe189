import { Title } from "@mantine/core";
import { useLocale } from "../locale/LocaleProvider";

export function RepliesPage() {
  const { t } = useLocale();
  return <Title order={1}>{t("replies.title")}</Title>;
}
