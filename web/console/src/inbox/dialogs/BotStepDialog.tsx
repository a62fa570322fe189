import { Button, Group, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { useLocale } from "../../locale/LocaleProvider";

interface Props {
  opened: boolean;
  onClose: () => void;
  onRun: (form: string) => void;
}

/** Lets the bot ask for what a form needs; then the agent has the floor again. */
export function BotStepDialog({ opened, onClose, onRun }: Props) {
  const { t } = useLocale();
  const [form, setForm] = useState("");
  return (
    <Modal opened={opened} onClose={onClose} title={t("inbox.bot_step.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (form.trim() === "") return;
          onClose();
          onRun(form.trim());
        }}
      >
        <p>{t("inbox.bot_step.hint")}</p>
        <TextInput
          data-autofocus
          label={t("inbox.bot_step.form")}
          value={form}
          maxLength={100}
          onChange={(event) => setForm(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {t("inbox.cancel")}
          </Button>
          <Button type="submit" disabled={form.trim() === ""}>
            {t("inbox.bot_step")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
