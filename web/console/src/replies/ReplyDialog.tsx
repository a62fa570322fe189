import { Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useMay } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { teamsQuery } from "../people/api";
import { RefusalAlert } from "../shell/RefusalAlert";
import { type Reply, useWrite, type Writing } from "./api";
import { Template } from "./Template";
import { inserted, piecesOf, VARIABLES, type Variable } from "./variables";

interface ReplyDialogProps {
  reply: Reply | "new";
  onClose: () => void;
}

/** Writes a ready answer, with its variables at hand. */
export function ReplyDialog({ reply, onClose }: ReplyDialogProps) {
  const { t } = useLocale();
  const supervises = useMay("supervisor");
  const teams = useQuery({ ...teamsQuery, enabled: supervises });
  const write = useWrite();
  const [writing, setWriting] = useState<Writing>(() => writingOf(reply));
  const change = (changes: Partial<Writing>) => setWriting({ ...writing, ...changes });
  const shortcut = writing.shortcut.replace(/^\//, "").toLowerCase();
  const fits = /^[\p{L}\p{N}_.-]{1,40}$/u.test(shortcut);
  const unknown = piecesOf(writing.text).some(({ kind }) => kind === "unknown");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    write.mutate(
      { id: reply === "new" ? null : reply.id, writing: { ...writing, shortcut } },
      { onSuccess: onClose },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(reply === "new" ? "replies.new" : "replies.edit_title")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t("replies.shortcut")}
            description={t("replies.shortcut_help")}
            required
            data-autofocus
            maxLength={41}
            error={writing.shortcut !== "" && !fits ? t("replies.bad_shortcut") : null}
            value={writing.shortcut}
            onChange={({ currentTarget }) => change({ shortcut: currentTarget.value })}
          />
          <TextInput
            label={t("replies.name")}
            maxLength={200}
            value={writing.title}
            onChange={({ currentTarget }) => change({ title: currentTarget.value })}
          />
          <TextField text={writing.text} unknown={unknown} onChange={(text) => change({ text })} />
          {supervises && (teams.data?.length ?? 0) > 0 && (
            <Select
              label={t("replies.team")}
              value={writing.team ?? ""}
              allowDeselect={false}
              data={[
                { value: "", label: t("replies.everybody") },
                ...(teams.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(team) => change({ team: team || null })}
            />
          )}
          <RefusalAlert error={write.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("shell.cancel")}
            </Button>
            <Button
              type="submit"
              loading={write.isPending}
              disabled={!fits || unknown || writing.text.trim() === ""}
            >
              {t("shell.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface TextFieldProps {
  text: string;
  unknown: boolean;
  onChange: (text: string) => void;
}

function TextField({ text, unknown, onChange }: TextFieldProps) {
  const { t } = useLocale();
  const field = useRef<HTMLTextAreaElement>(null);
  const insert = (name: Variable) => {
    const { selectionStart = text.length, selectionEnd = text.length } = field.current ?? {};
    const next = inserted(text, selectionStart, selectionEnd, name);
    onChange(next.text);
    // The caret goes behind it once the field holds the new text.
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(next.caret, next.caret);
    });
  };
  return (
    <Stack gap="xs">
      <Textarea
        ref={field}
        label={t("replies.text")}
        required
        autosize
        minRows={4}
        maxRows={14}
        maxLength={4000}
        error={unknown ? t("replies.unknown_variable") : null}
        value={text}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <Group gap={6} role="group" aria-label={t("replies.variables")}>
        {VARIABLES.map((name) => (
          <Button key={name} size="compact-xs" variant="default" onClick={() => insert(name)}>
            + {t(`replies.variable_${name}`)}
          </Button>
        ))}
      </Group>
      {text !== "" && (
        <div>
          <Text size="xs" c="dimmed">
            {t("replies.preview")}
          </Text>
          <Template text={text} />
        </div>
      )}
    </Stack>
  );
}

function writingOf(reply: Reply | "new"): Writing {
  if (reply === "new") return { shortcut: "", title: "", text: "", team: null };
  const { shortcut, title, template, team } = reply;
  return { shortcut, title, text: template, team };
}
