import { Modal, Table, Text } from "@mantine/core";
import { useLocale } from "../locale/LocaleProvider";
import { Keys } from "./Keys";
import { usePreferences } from "./preferences";
import { useRegistered } from "./registry";
import { type Shortcut, shortcuts } from "./shortcuts";

interface SheetProps {
  opened: boolean;
  onClose: () => void;
}

/** The keys that do something on the screen that is shown. */
export function ShortcutsSheet({ opened, onClose }: SheetProps) {
  const { t } = useLocale();
  const known = useRegistered(shortcuts);
  const { singleKeys } = usePreferences();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("shortcuts.title")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {!singleKeys && (
        <Text size="sm" c="dimmed" mb="sm">
          {t("shortcuts.off")}
        </Text>
      )}
      <Table withRowBorders>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("shortcuts.keys")}</Table.Th>
            <Table.Th>{t("shortcuts.does")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {once(known).map(({ keys, description }) => (
            <Table.Tr key={keys}>
              <Table.Td>
                <Keys keys={keys} />
              </Table.Td>
              <Table.Td>{description}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}

/** The one that counts for each key: the last that was added. */
function once(known: readonly Shortcut[]): Shortcut[] {
  const byKeys = new Map<string, Shortcut>();
  for (const one of known) if (!byKeys.has(one.keys)) byKeys.set(one.keys, one);
  return [...byKeys.values()];
}
