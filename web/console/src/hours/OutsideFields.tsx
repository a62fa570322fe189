import { Blockquote, Button, Group, Radio, Stack, Text, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useLocale } from "../locale/LocaleProvider";
import { type Hours, OUTSIDE, type Outside, previewQuery } from "./api";
import { isAlwaysOpen, isWanting, wrongDays } from "./week";

interface OutsideFieldsProps {
  channel: string;
  timezone: string;
  hours: Hours;
  onChange: (outside: Outside) => void;
}

const LONGEST = 600;
const VARIABLES = ["volta", "posicao", "chamado"] as const;

/** What the bot does and says while nobody answers, and what the customer will read. */
export function OutsideFields({ channel, timezone, hours, onChange }: OutsideFieldsProps) {
  const { t } = useLocale();
  const { outside } = hours;
  const wanting = isWanting(outside);
  return (
    <Stack gap="sm">
      <Radio.Group
        label={t("hours.outside")}
        description={t("hours.outside_help")}
        value={outside.does}
        onChange={(does) =>
          onChange({ ...outside, does: OUTSIDE.find((one) => one === does) ?? "message" })
        }
      >
        <Stack gap={6} mt="xs">
          {OUTSIDE.map((does) => (
            <Radio
              key={does}
              value={does}
              label={t(`hours.outside_${does}`)}
              description={t(`hours.outside_${does}_help`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t("hours.says")}
        description={t("hours.says_help")}
        placeholder={t("hours.says_example")}
        value={outside.says}
        maxLength={LONGEST}
        autosize
        minRows={2}
        maxRows={6}
        error={wanting ? t("hours.says_needed") : undefined}
        required={outside.does === "bot"}
        onChange={({ currentTarget }) => onChange({ ...outside, says: currentTarget.value })}
      />
      <Group gap={6}>
        {VARIABLES.map((name) => (
          <Button
            key={name}
            size="compact-xs"
            variant="default"
            onClick={() => onChange({ ...outside, says: added(outside.says, name) })}
          >
            {t(`hours.insert_${name}`)}
          </Button>
        ))}
      </Group>
      <Preview channel={channel} timezone={timezone} hours={hours} />
    </Stack>
  );
}

/** As the server would say it at the next closing. */
function Preview({ channel, timezone, hours }: Omit<OutsideFieldsProps, "onChange">) {
  const { t } = useLocale();
  const [asked] = useDebouncedValue({ timezone, hours }, 400);
  const sensible = !isWanting(asked.hours.outside) && wrongDays(asked.hours).length === 0;
  const { data, error } = useQuery(previewQuery(channel, asked, sensible));
  if (!sensible) return null;
  if (error !== null)
    return (
      <Text size="sm" c="red" role="alert">
        {t("hours.preview_failed")}
      </Text>
    );
  if (data === undefined) return null;
  if (data === null)
    return (
      <Text size="sm" c="dimmed">
        {t(isAlwaysOpen(hours) ? "hours.preview_always" : "hours.preview_never")}
      </Text>
    );
  return (
    <section aria-label={t("hours.preview")} aria-live="polite">
      <Text size="sm" fw={500}>
        {t("hours.preview")}
      </Text>
      {data.reopens !== "" && (
        <Text size="xs" c="dimmed">
          {t("hours.preview_back", { when: data.reopens })}
        </Text>
      )}
      <Blockquote p="sm" mt={6} className="hours-preview">
        {data.text}
      </Blockquote>
    </section>
  );
}

/** The text with a variable behind it. */
function added(says: string, name: string): string {
  const gap = says === "" || /\s$/.test(says) ? "" : " ";
  return `${says}${gap}{{${name}}}`.slice(0, LONGEST);
}
