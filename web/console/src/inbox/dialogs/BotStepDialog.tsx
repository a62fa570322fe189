import { Button, Group, Modal, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocale } from "../../locale/LocaleProvider";
import { botSteps } from "../calls";

interface Props {
  opened: boolean;
  onClose: () => void;
  onRun: (form: string) => void;
}

/** Lets the bot ask for what a form needs; then the agent has the floor again. */
export function BotStepDialog({ opened, onClose, onRun }: Props) {
  const { t } = useLocale();
  const [form, setForm] = useState<string | null>(null);
  const offers = useQuery({ queryKey: ["inbox", "bot-steps"], queryFn: botSteps, enabled: opened });
  const data = (offers.data ?? []).map((offer) => ({ value: offer.form, label: offer.label }));
  return (
    <Modal opened={opened} onClose={onClose} title={t("inbox.bot_step.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (form === null) return;
          onClose();
          onRun(form);
        }}
      >
        <p>{t("inbox.bot_step.hint")}</p>
        <Select
          data-autofocus
          label={t("inbox.bot_step.form")}
          data={data}
          value={form}
          onChange={setForm}
          searchable
          // Room for the list, which the dialog would cut off else.
          mih={300}
          maxDropdownHeight={210}
          comboboxProps={{ withinPortal: false }}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {t("inbox.cancel")}
          </Button>
          <Button type="submit" disabled={form === null}>
            {t("inbox.bot_step")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
