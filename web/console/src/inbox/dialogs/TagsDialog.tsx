import { Button, Group, Modal, TagsInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { useLocale } from "../../locale/LocaleProvider";
import { useTags } from "../people";

interface Props {
  opened: boolean;
  tags: readonly string[];
  onClose: () => void;
  onChange: (tags: readonly string[]) => void;
}

/** What the conversation is about, in words that lists can be filtered by. */
export function TagsDialog({ opened, tags, onClose, onChange }: Props) {
  const { t } = useLocale();
  const known = useTags();
  const [chosen, setChosen] = useState<string[]>([]);
  const [typed, setTyped] = useState("");
  useEffect(() => {
    if (!opened) return;
    setChosen([...tags]);
    setTyped("");
  }, [opened, tags]);
  return (
    <Modal opened={opened} onClose={onClose} title={t("inbox.tags.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          const last = typed.trim();
          onChange(last === "" || chosen.includes(last) ? chosen : [...chosen, last]);
        }}
      >
        <TagsInput
          data-autofocus
          label={t("inbox.tags")}
          description={t("inbox.tags.hint")}
          data={known.map(({ name }) => name)}
          value={chosen}
          onChange={setChosen}
          searchValue={typed}
          onSearchChange={setTyped}
          // Else the field grows when one presses on a button, which then is not where it was pressed.
          acceptValueOnBlur={false}
          // Room for the list, which would lie over the buttons else.
          mih={known.length > 0 ? 260 : undefined}
          maxDropdownHeight={150}
          maxTags={10}
          clearable
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {t("inbox.cancel")}
          </Button>
          <Button type="submit">{t("inbox.save")}</Button>
        </Group>
      </form>
    </Modal>
  );
}
