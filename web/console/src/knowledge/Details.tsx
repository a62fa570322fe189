import { Accordion, MultiSelect, SimpleGrid, Stack, TagsInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLocale } from "../locale/LocaleProvider";
import { intentsQuery, useIntentName } from "../training/intents";
import type { Text as Written } from "./text";

interface DetailsProps {
  text: Written;
  write: (changes: Partial<Written>) => void;
}

const MAX_LISTED = 50;

/** How an article is found, by whom, and when. */
export function Details({ text, write }: DetailsProps) {
  const { t } = useLocale();
  const intents = useQuery(intentsQuery);
  const nameOf = useIntentName();
  const known = new Set([...(intents.data ?? []).map(({ name }) => name), ...text.intents]);
  return (
    <Accordion variant="contained" defaultValue="found">
      <Accordion.Item value="found">
        <Accordion.Control>{t("knowledge.found")}</Accordion.Control>
        <Accordion.Panel>
          <Stack>
            <TagsInput
              label={t("knowledge.field_questions")}
              description={t("knowledge.field_questions_help")}
              maxTags={MAX_LISTED}
              splitChars={[]}
              value={text.questions}
              onChange={(questions) => write({ questions })}
            />
            <MultiSelect
              label={t("knowledge.field_intents")}
              description={t("knowledge.field_intents_help")}
              searchable
              maxValues={MAX_LISTED}
              data={[...known].map((value) => ({ value, label: nameOf(value) }))}
              value={text.intents}
              onChange={(chosen) => write({ intents: chosen })}
            />
            <TagsInput
              label={t("knowledge.field_tags")}
              maxTags={MAX_LISTED}
              value={text.tags}
              onChange={(tags) => write({ tags })}
            />
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
      <Accordion.Item value="reach">
        <Accordion.Control>{t("knowledge.reach")}</Accordion.Control>
        <Accordion.Panel>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput
              label={t("knowledge.field_audience")}
              description={t("knowledge.field_audience_help")}
              maxLength={64}
              value={text.audience}
              onChange={({ currentTarget }) => write({ audience: currentTarget.value })}
            />
            <TextInput
              label={t("knowledge.field_link")}
              description={t("knowledge.field_link_help")}
              type="url"
              maxLength={2000}
              value={text.link}
              onChange={({ currentTarget }) => write({ link: currentTarget.value })}
            />
            <TextInput
              label={t("knowledge.field_valid_from")}
              type="date"
              value={text.valid_from}
              onChange={({ currentTarget }) => write({ valid_from: currentTarget.value })}
            />
            <TextInput
              label={t("knowledge.field_valid_until")}
              type="date"
              value={text.valid_until}
              onChange={({ currentTarget }) => write({ valid_until: currentTarget.value })}
            />
          </SimpleGrid>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
