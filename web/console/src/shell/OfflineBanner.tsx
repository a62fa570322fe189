import { Alert } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { useConnection } from "../api/useLive";
import { useLocale } from "../locale/LocaleProvider";

/** Says that what is shown may be old, and that nothing written is lost. */
export function OfflineBanner() {
  const { t } = useLocale();
  const connection = useConnection();
  const shown = connection === "offline" || connection === "reconnecting";
  return (
    <div role="status">
      {shown && (
        <Alert
          color="yellow"
          variant="light"
          radius={0}
          py="xs"
          icon={<IconCloudOff aria-hidden />}
          styles={{ message: { color: "var(--mantine-color-text)" } }}
        >
          {t(connection === "offline" ? "shell.offline" : "shell.reconnecting")}
        </Alert>
      )}
    </div>
  );
}
