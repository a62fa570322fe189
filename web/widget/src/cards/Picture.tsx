import { useRef } from "react";
import { useLocale } from "../context";
import { Icon } from "../Icon";

/** A picture that can be looked at larger. Escape, or a click anywhere, goes back. */
export function Picture({ link, name }: { link: string; name: string }) {
  const { t } = useLocale();
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button
        type="button"
        className="picture"
        aria-label={t("file.larger", { name })}
        onClick={() => dialog.current?.showModal()}
      >
        <img src={link} alt="" loading="lazy" />
      </button>
      <dialog
        ref={dialog}
        className="larger"
        aria-label={name}
        // The chat around it would close as well.
        onKeyDown={(event) => event.stopPropagation()}
        onClick={() => dialog.current?.close()}
      >
        <img src={link} alt={name} loading="lazy" />
        <button type="button" aria-label={t("file.back")}>
          <Icon name="close" />
        </button>
      </dialog>
    </>
  );
}
