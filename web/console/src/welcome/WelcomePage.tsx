import { useLocale } from "../locale/LocaleProvider";
import { Page } from "../shell/Page";

export function WelcomePage() {
  const { t } = useLocale();
  return <Page title={t("welcome.title")}>…</Page>;
}
