import { Title } from "@mantine/core";
import { useLocale } from "../locale/LocaleProvider";

export function InboxPage() {
  const { t } = useLocale();
  return <Title order={1}>{t("inbox.title")}</Title>;
}
