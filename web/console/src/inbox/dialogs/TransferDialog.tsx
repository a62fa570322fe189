import { Button, Group, Modal, Select, Textarea } from "@mantine/core";
import { useState } from "react";
import { useMe } from "../../api/session";
import { useLocale } from "../../locale/LocaleProvider";
import { useColleaguesAt, useTeams } from "../people";

interface Props {
  opened: boolean;
  onClose: () => void;
  onTransfer: (to: { agent?: string; team?: string; note?: string }) => void;
}

/** Hands a conversation to somebody, or to a team, with a word on why: which stays if it is refused. */
export function TransferDialog({ opened, onClose, onTransfer }: Props) {
  const locale = useLocale();
  const { t } = locale;
  const me = useMe();
  const colleagues = useColleaguesAt(opened);
  const teams = useTeams();
  const [to, setTo] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const people = colleagues
    .filter(({ id }) => id !== me.id)
    .map(({ id, name, presence, open, max }) => ({
      value: `agent ${id}`,
      label: [
        name,
        presence === undefined ? null : locale.maybe(`inbox.presence.${presence}`),
        open === undefined ? null : `${open}/${max ?? "–"}`,
      ]
        .filter(Boolean)
        .join(" · "),
    }));
  const data = [
    { group: t("inbox.transfer.people"), items: people },
    {
      group: t("inbox.transfer.teams"),
      items: teams.map(({ id, name }) => ({ value: `team ${id}`, label: name })),
    },
  ].filter(({ items }) => items.length > 0);
  return (
    <Modal opened={opened} onClose={onClose} title={t("inbox.transfer.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const [kind, id] = to?.split(" ") ?? [];
          if (id === undefined) return;
          onClose();
          const words = note.trim();
          onTransfer({
            ...(kind === "team" ? { team: id } : { agent: id }),
            ...(words === "" ? {} : { note: words }),
          });
        }}
      >
        <Select
          data-autofocus
          label={t("inbox.transfer.to")}
          placeholder={t("inbox.transfer.pick")}
          description={data.length === 0 ? t("inbox.transfer.nobody") : undefined}
          data={data}
          openOnFocus={false}
          value={to}
          onChange={setTo}
          searchable
          comboboxProps={{ withinPortal: false }}
        />
        <Textarea
          mt="md"
          label={t("inbox.transfer.note")}
          description={t("inbox.transfer.note_hint")}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {t("inbox.cancel")}
          </Button>
          <Button type="submit" disabled={to === null}>
            {t("inbox.transfer")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
