import { useRef } from "react";
import { useLocale } from "./context";
import { Icon } from "./Icon";

/** Opens the device's own choice of files; phones offer the camera there. */
export function AttachButton({ onFiles }: { onFiles(files: Iterable<File>): void }) {
  const { t } = useLocale();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept="image/*,application/pdf"
        onChange={({ target }) => {
          onFiles(target.files ?? []);
          // Choosing the same one again must be a change again.
          target.value = "";
        }}
      />
      <button
        type="button"
        className="attach"
        aria-label={t("attach.button")}
        title={t("attach.button")}
        onClick={() => input.current?.click()}
      >
        <Icon name="clip" />
      </button>
    </>
  );
}
