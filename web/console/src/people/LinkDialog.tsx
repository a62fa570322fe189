import { Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useLocale } from "../locale/LocaleProvider";
import { CopyButton } from "../shell/CopyButton";

interface LinkDialogProps {
  title: string;
  /** Shown while there is one. */
  link: string | null;
  onClose: () => void;
  children: ReactNode;
}

/** A link that is shown this once, to be passed on by a way one trusts. */
export function LinkDialog({ title, link, onClose, children }: LinkDialogProps) {
  const { t } = useLocale();
  return (
    <Modal
      opened={link !== null}
      onClose={onClose}
      title={title}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <LinkToCopy link={link ?? ""}>{children}</LinkToCopy>
    </Modal>
  );
}

export function LinkToCopy({ link, children }: { link: string; children: ReactNode }) {
  const { t } = useLocale();
  // The server may know itself by another address than the one it was reached at.
  const address = new URL(link, location.href).href;
  return (
    <Stack>
      <Text size="sm">{children}</Text>
      <TextInput
        label={t("people.link")}
        value={address}
        readOnly
        onFocus={({ currentTarget }) => currentTarget.select()}
        data-autofocus
      />
      <Group justify="flex-end">
        <CopyButton value={address} label={t("people.copy_link")} />
      </Group>
    </Stack>
  );
}
