import { Alert, Button, Group, SimpleGrid, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useLocale } from "../locale/LocaleProvider";
import { RefusalAlert } from "../shell/RefusalAlert";
import { useShortcut } from "../shell/shortcuts";
import { type Article, previewQuery } from "./api";
import { Details } from "./Details";
import "./knowledge.css";
import { Preview } from "./Preview";
import { TryOut } from "./TryOut";
import type { Text as Written } from "./text";
import { useDraft } from "./useDraft";

interface ArticleEditorProps {
  /** Names the unsaved work on this device. */
  id: string;
  saved: Article | null;
  initial: Written;
  /** Begins anew, whatever was left unsaved before. */
  fresh: boolean;
  error: Error | null;
  busy: boolean;
  onSave: (text: Written, publish: boolean) => Promise<void>;
}

/** Markdown on one side, how it will look on the other. */
export function ArticleEditor(props: ArticleEditorProps) {
  const { t } = useLocale();
  const { saved, busy } = props;
  const draft = useDraft(props.id, props.initial, saved?.version ?? null, props.fresh);
  const { text, write, changed } = draft;
  const ready = text.title.trim() !== "" && !busy;
  const behind = saved !== null && saved.published_version !== saved.version;
  // Refusals are shown below the buttons.
  const save = (publish: boolean) => void props.onSave(text, publish).catch(() => undefined);
  useShortcut("mod+s", t("knowledge.save"), () => ready && changed && save(false));
  useShortcut("mod+enter", t("knowledge.publish"), () => ready && save(true));
  return (
    <Stack>
      {draft.restored && (
        <Alert color={draft.outdated ? "orange" : "blue"} variant="light" role="status">
          <Group justify="space-between">
            <Text size="sm">
              {t(draft.outdated ? "knowledge.restored_outdated" : "knowledge.restored")}
            </Text>
            <Button size="compact-sm" variant="default" onClick={draft.discard}>
              {t("knowledge.discard")}
            </Button>
          </Group>
        </Alert>
      )}
      <TextInput
        label={t("knowledge.field_title")}
        description={t("knowledge.field_title_help")}
        required
        maxLength={200}
        value={text.title}
        onChange={({ currentTarget }) => write({ title: currentTarget.value })}
      />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <BodyField text={text} write={write} />
        <Preview text={text} />
      </SimpleGrid>
      <TryOut text={text} id={saved?.id ?? null} />
      <Details text={text} write={write} />
      <RefusalAlert error={props.error} />
      <Group className="prosa-article-bar" justify="flex-end" gap="sm">
        <Text size="sm" c="dimmed" role="status">
          {changed ? t("knowledge.unsaved") : ""}
        </Text>
        <Button
          variant="default"
          disabled={!ready || !changed}
          loading={busy}
          onClick={() => save(false)}
        >
          {t("knowledge.save")}
        </Button>
        <Button disabled={!ready || !(changed || behind)} loading={busy} onClick={() => save(true)}>
          {t("knowledge.publish")}
        </Button>
      </Group>
    </Stack>
  );
}

interface FieldProps {
  text: Written;
  write: (changes: Partial<Written>) => void;
}

function BodyField({ text, write }: FieldProps) {
  const { t } = useLocale();
  const help = useId();
  const { data } = useQuery({ ...previewQuery(text.body), enabled: false });
  return (
    <Stack gap="sm">
      <Textarea
        label={t("knowledge.field_body")}
        description={<span id={help}>{t("knowledge.field_body_help")}</span>}
        autosize
        minRows={14}
        maxRows={32}
        maxLength={200_000}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        value={text.body}
        onChange={({ currentTarget }) => write({ body: currentTarget.value })}
      />
      <Textarea
        label={t("knowledge.short_answer")}
        description={t("knowledge.short_answer_help")}
        placeholder={data?.summary ?? ""}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={2000}
        value={text.summary}
        onChange={({ currentTarget }) => write({ summary: currentTarget.value })}
      />
    </Stack>
  );
}
