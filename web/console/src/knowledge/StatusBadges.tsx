import { Badge, Group } from "@mantine/core";
import { useLocale } from "../locale/LocaleProvider";
import type { Entry } from "./api";

const COLOURS = { draft: "gray", published: "teal", unpublished: "orange" } as const;

/** Where an article stands, in words. */
export function StatusBadges({ entry }: { entry: Entry }) {
  const { t } = useLocale();
  const behind =
    entry.status === "published" &&
    entry.version !== null &&
    entry.published_version !== entry.version;
  return (
    <Group gap={6}>
      {entry.origin === "pack" ? (
        <Badge tt="none" variant="default">
          {t("knowledge.origin_pack")}
        </Badge>
      ) : (
        <Badge tt="none" variant="light" color={COLOURS[entry.status]}>
          {t(`knowledge.status_${entry.status}`)}
        </Badge>
      )}
      {behind && (
        <Badge tt="none" variant="outline">
          {t("knowledge.newer_draft")}
        </Badge>
      )}
      {entry.audience !== "all" && (
        <Badge tt="none" variant="outline">
          {entry.audience}
        </Badge>
      )}
      {entry.status === "published" && !entry.searched && (
        <Badge tt="none" variant="outline" color="orange">
          {t("knowledge.not_searched")}
        </Badge>
      )}
    </Group>
  );
}
