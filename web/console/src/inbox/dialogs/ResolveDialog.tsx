import { Button, Chip, Group, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { useLocale } from "../../locale/LocaleProvider";

const REASONS = ["answered", "done", "ticket", "silent", "spam"] as const;

interface Props {
  opened: boolean;
  onClose: () => void;
  onResolve: (reason: string | null) => void;
}

/** Ends a conversation. A reason helps reports; none is needed. Enter is enough. */
export function ResolveDialog({ opened, onClose, onResolve }: Props) {
  const { t } = useLocale();
  const [reason, setReason] = useState<string | null>(null);
  const [other, setOther] = useState("");
  const written = other.trim();
  return (
    <Modal opened={opened} onClose={onClose} title={t("inbox.resolve.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          onResolve(written || reason);
        }}
      >
        <p>{t("inbox.resolve.hint")}</p>
        <Group gap={8} role="group" aria-label={t("inbox.resolve.reason")}>
          {REASONS.map((one) => (
            <Chip
              key={one}
              checked={reason === one}
              onChange={(checked) => setReason(checked ? one : null)}
            >
              {t(`inbox.resolve.${one}`)}
            </Chip>
          ))}
        </Group>
        <TextInput
          mt="md"
          label={t("inbox.resolve.other")}
          value={other}
          maxLength={200}
          onChange={(event) => setOther(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {t("inbox.cancel")}
          </Button>
          <Button type="submit" data-autofocus>
            {t("inbox.resolve")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
