import { Button, Group, Select, Stack, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconBook2, IconSearch } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useLocale } from "../locale/LocaleProvider";
import { Empty } from "../shell/Empty";
import { useShortcut } from "../shell/shortcuts";
import { ALL } from "./api";
import { Shelf } from "./Shelf";

const STATUSES = ["draft", "published", "unpublished"] as const;
const ORIGINS = ["desk", "pack"] as const;

/** All articles, with what may be asked of them. */
export function ArticleList() {
  const { t } = useLocale();
  const [wanted, setWanted] = useState(ALL);
  const [asked] = useDebouncedValue(wanted, 250);
  const search = useRef<HTMLInputElement>(null);
  useShortcut("/", t("knowledge.search"), () => search.current?.focus());
  return (
    <Stack>
      <Group align="flex-end" gap="sm">
        <TextInput
          ref={search}
          flex="1 1 14rem"
          type="search"
          label={t("knowledge.search")}
          placeholder={t("knowledge.search_hint")}
          leftSection={<IconSearch size={16} aria-hidden />}
          maxLength={200}
          value={wanted.title}
          onChange={({ currentTarget }) => setWanted({ ...wanted, title: currentTarget.value })}
        />
        <Select
          label={t("knowledge.status")}
          w={160}
          value={wanted.status}
          data={[
            { value: "", label: t("knowledge.any") },
            ...STATUSES.map((value) => ({ value, label: t(`knowledge.status_${value}`) })),
          ]}
          allowDeselect={false}
          onChange={(status) =>
            setWanted({ ...wanted, status: STATUSES.find((one) => one === status) ?? "" })
          }
        />
        <Select
          label={t("knowledge.origin")}
          w={180}
          value={wanted.origin}
          data={[
            { value: "", label: t("knowledge.any") },
            ...ORIGINS.map((value) => ({ value, label: t(`knowledge.origin_${value}`) })),
          ]}
          allowDeselect={false}
          onChange={(origin) =>
            setWanted({ ...wanted, origin: ORIGINS.find((one) => one === origin) ?? "" })
          }
        />
        {wanted.tag !== "" && (
          <Button variant="light" onClick={() => setWanted({ ...wanted, tag: "" })}>
            {t("knowledge.without_tag", { tag: wanted.tag })}
          </Button>
        )}
      </Group>
      <Shelf
        wanted={asked}
        nothing={<Nothing asking={JSON.stringify(asked) !== JSON.stringify(ALL)} />}
        onTag={(tag) => setWanted({ ...wanted, tag })}
      />
    </Stack>
  );
}

function Nothing({ asking }: { asking: boolean }) {
  const { t } = useLocale();
  if (asking)
    return <Empty title={t("knowledge.nothing_found")}>{t("knowledge.nothing_found_help")}</Empty>;
  return (
    <Empty icon={<IconBook2 />} title={t("knowledge.empty")}>
      {t("knowledge.empty_help")}
    </Empty>
  );
}
