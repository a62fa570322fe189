import { IconEye, IconPencil } from "@tabler/icons-react";
import { useMe } from "../../api/session";
import { useViewers } from "../../api/useLive";
import { useLocale } from "../../locale/LocaleProvider";
import styles from "./conversation.module.css";

/** Who else is here: "Bia está vendo", "Bia está escrevendo…". */
export function Viewers({ conversation }: { conversation: string }) {
  const { t } = useLocale();
  const me = useMe();
  const others = useViewers(conversation).filter(({ id }) => id !== me.id);
  const writing = others.find(({ typing }) => typing);
  if (others.length === 0) return null;
  const Icon = writing === undefined ? IconEye : IconPencil;
  const names = others.map(({ name }) => name).join(", ");
  const text =
    writing !== undefined
      ? t("inbox.viewer.writing", { name: writing.name })
      : t(others.length === 1 ? "inbox.viewer.looking" : "inbox.viewers.looking", { name: names });
  return (
    <span className={styles.viewers} role="status">
      <Icon size={14} aria-hidden />
      {text}
    </span>
  );
}
