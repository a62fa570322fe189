import { IconPencil } from "@tabler/icons-react";
import { useMe } from "../../api/session";
import { useViewers } from "../../api/useLive";
import { useLocale } from "../../locale/LocaleProvider";
import styles from "./composer.module.css";

/** While a colleague writes here, one answer is better than two. */
export function Locked({ conversation }: { conversation: string }) {
  const { t } = useLocale();
  const me = useMe();
  const writing = useViewers(conversation).find(({ id, typing }) => typing && id !== me.id);
  if (writing === undefined) return null;
  return (
    <div className={styles.locked} role="status">
      <IconPencil size={15} aria-hidden />
      {t("inbox.locked", { name: writing.name })}
    </div>
  );
}
