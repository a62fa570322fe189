import { Group, Image, Text } from "@mantine/core";
import { useStatus } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";

/** Our sign and the company's name. */
export function Brand() {
  const { t } = useLocale();
  const company = useStatus().data?.company ?? "";
  return (
    <Group gap="sm" wrap="nowrap" px={4}>
      <Image src="/console/icons/icon.svg" w={32} h={32} alt="" />
      <div>
        <Text fw={700} lh={1.2}>
          {t("shell.name")}
        </Text>
        <Text size="xs" c="dimmed" lineClamp={1}>
          {company}
        </Text>
      </div>
    </Group>
  );
}
