import { Button } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useLocale } from "../locale/LocaleProvider";

export function BackLink() {
  const { t } = useLocale();
  return (
    <Button
      component={Link}
      to="/knowledge"
      variant="default"
      leftSection={<IconArrowLeft size={16} aria-hidden />}
    >
      {t("knowledge.articles")}
    </Button>
  );
}
