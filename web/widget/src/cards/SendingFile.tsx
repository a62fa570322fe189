import type { Item } from "@prosa/shared";
import { useEffect, useState } from "react";
import { useLocale, useWidget } from "../context";
import { kilobytes } from "./Files";
import { Thumb } from "./Thumb";

interface SendingFileProps {
  id: string;
  sending: NonNullable<Extract<Item, { kind: "customer" }>["sending"]>;
  /** Whether it is on its way at this moment. */
  moving: boolean;
}

/** A file that the server has not confirmed, and how much of it has gone. */
export function SendingFile({ id, sending: { file, done }, moving }: SendingFileProps) {
  const { chat } = useWidget();
  const locale = useLocale();
  const { t } = locale;
  const [blob, setBlob] = useState<Blob | null>(null);

  useEffect(() => {
    let gone = false;
    void chat.blobOf(id).then((blob) => !gone && setBlob(blob));
    return () => {
      gone = true;
    };
  }, [chat, id]);

  return (
    <div className="card sending">
      <Thumb blob={blob} />
      <span className="what">
        <b>{file.name}</b>
        <small>{t("attach.size", { size: locale.number(kilobytes(file.bytes)) })}</small>
        {moving && (
          <progress value={done} max={1} aria-label={t("attach.progress", { name: file.name })} />
        )}
      </span>
    </div>
  );
}
