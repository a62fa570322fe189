import type { Attached } from "./behaviour/useAttached";
import { kilobytes } from "./cards/Files";
import { Thumb } from "./cards/Thumb";
import { useLocale } from "./context";
import { Icon } from "./Icon";

interface AttachmentsProps {
  attached: Attached;
  /** One was taken out, with the button that has the focus. */
  onRemoved(): void;
}

/** What will be sent with the text, and what cannot be. */
export function Attachments({ attached, onRemoved }: AttachmentsProps) {
  const locale = useLocale();
  const { t } = locale;
  return (
    <>
      {attached.all.length > 0 && (
        <ul className="attached" aria-label={t("attach.list")}>
          {attached.all.map(({ key, file }) => (
            <li key={key}>
              <Thumb blob={file} />
              <span className="what">
                <b>{file.name}</b>
                <small>{t("attach.size", { size: locale.number(kilobytes(file.size)) })}</small>
              </span>
              <button
                type="button"
                aria-label={t("attach.remove", { name: file.name })}
                onClick={() => {
                  attached.remove(key);
                  onRemoved();
                }}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {attached.error !== "" && (
        <p className="attach-error" role="alert">
          {attached.error}
        </p>
      )}
    </>
  );
}
