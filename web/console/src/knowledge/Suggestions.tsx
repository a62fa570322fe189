import { Stack, Text } from "@mantine/core";
import { IconBulb } from "@tabler/icons-react";
import { useLocale } from "../locale/LocaleProvider";
import { Empty } from "../shell/Empty";
import { ALL } from "./api";
import { Shelf } from "./Shelf";

/** What drafts bear that were begun from an agent's answer. */
const TAG = "atendimento";

/** Drafts out of what agents answered where the bot had no answer. */
export function Suggestions() {
  const { t } = useLocale();
  return (
    <Stack>
      <Text c="dimmed">{t("knowledge.suggestions_lead")}</Text>
      <Shelf
        wanted={{ ...ALL, status: "draft", tag: TAG }}
        nothing={
          <Empty icon={<IconBulb />} title={t("knowledge.no_suggestions")}>
            {t("knowledge.no_suggestions_help")}
          </Empty>
        }
      />
    </Stack>
  );
}
