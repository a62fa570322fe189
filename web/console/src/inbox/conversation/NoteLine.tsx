import { IconNote } from "@tabler/icons-react";
import { Fragment } from "react";
import { useLocale } from "../../locale/LocaleProvider";
import type { Line } from "../log/timeline";
import styles from "./conversation.module.css";

/** Written for colleagues: in a color of its own, so that nobody takes it for an answer. */
export function NoteLine({ line }: { line: Line & { kind: "note" } }) {
  const locale = useLocale();
  return (
    <div className={styles.note}>
      <div className={styles.by}>
        <IconNote size={14} aria-hidden />
        {locale.t("inbox.note")}
        {line.name !== null && ` · ${line.name}`}
        <time dateTime={new Date(line.at).toISOString()}>{locale.time(line.at)}</time>
      </div>
      <p className={styles.text}>
        <Mentions text={line.text} />
      </p>
    </div>
  );
}

function Mentions({ text }: { text: string }) {
  return text.split(/(@[\p{L}\p{N}._-]+)/gu).map((part, index) =>
    part.startsWith("@") ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name
      <b key={index}>{part}</b>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
