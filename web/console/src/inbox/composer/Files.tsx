import { CloseButton, Progress } from "@mantine/core";
import { IconAlertCircle, IconFile } from "@tabler/icons-react";
import { useLocale } from "../../locale/LocaleProvider";
import styles from "./composer.module.css";
import type { Uploads } from "./uploads";

/** The files that go with the message, and how far each has come. */
export function Files({ uploads }: { uploads: Uploads }) {
  const { t } = useLocale();
  if (uploads.all.length === 0) return null;
  return (
    <ul className={styles.files}>
      {uploads.all.map(({ key, name, done, id, error }) => (
        <li key={key} data-failed={error !== null || undefined}>
          {error === null ? (
            <IconFile size={16} aria-hidden />
          ) : (
            <IconAlertCircle size={16} aria-hidden />
          )}
          <span className={styles.fileName}>{name}</span>
          {error !== null && (
            <span role="alert">
              {error === "too_large" ? t("inbox.file.too_large") : error || t("inbox.file.failed")}
            </span>
          )}
          {error === null && id === null && (
            <Progress
              value={done * 100}
              w={70}
              size="sm"
              aria-label={t("inbox.file.sending", { name })}
            />
          )}
          <CloseButton
            size="sm"
            aria-label={t("inbox.file.remove", { name })}
            onClick={() => uploads.remove(key)}
          />
        </li>
      ))}
    </ul>
  );
}
