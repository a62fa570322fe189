import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useLocale } from "../../locale/LocaleProvider";
import { momentsFrom } from "./moments";

interface Props {
  opened: boolean;
  snoozed: boolean;
  onClose: () => void;
  onSnooze: (until: string | null) => void;
}

/** Puts a conversation aside until a moment, or until the customer writes. */
export function SnoozeDialog({ opened, snoozed, onClose, onSnooze }: Props) {
  const locale = useLocale();
  const { t } = locale;
  const [own, setOwn] = useState("");
  const moment = Date.parse(own);
  const until = (at: number) => {
    onClose();
    onSnooze(new Date(at).toISOString());
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t("inbox.snooze.title")}>
      <p>{t("inbox.snooze.hint")}</p>
      <Stack gap={8}>
        {momentsFrom(Date.now()).map(({ name, at }, index) => (
          <Button
            key={name}
            variant="default"
            justify="space-between"
            rightSection={locale.moment(new Date(at).toISOString())}
            data-autofocus={index === 0 || undefined}
            onClick={() => until(at)}
          >
            {t(`inbox.snooze.${name}`)}
          </Button>
        ))}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (moment > Date.now()) until(moment);
          }}
        >
          <Group align="flex-end" wrap="nowrap">
            <TextInput
              type="datetime-local"
              flex={1}
              label={t("inbox.snooze.own")}
              value={own}
              onChange={(event) => setOwn(event.currentTarget.value)}
            />
            <Button type="submit" disabled={!(moment > Date.now())}>
              {t("inbox.snooze")}
            </Button>
          </Group>
        </form>
        {snoozed && (
          <Button
            variant="light"
            onClick={() => {
              onClose();
              onSnooze(null);
            }}
          >
            {t("inbox.snooze.wake")}
          </Button>
        )}
      </Stack>
    </Modal>
  );
}
