import { type ClipboardEvent, type KeyboardEvent, type RefObject, useLayoutEffect } from "react";
import { AttachButton } from "./AttachButton";
import { Attachments } from "./Attachments";
import type { Attached } from "./behaviour/useAttached";
import { useLocale } from "./context";
import { Icon } from "./Icon";

interface ComposerProps {
  text: string;
  maxChars: number;
  onWrite(text: string): void;
  onSend(): void;
  attached: Attached;
  /** Whether files may be sent here. */
  takesFiles: boolean;
  ref: RefObject<HTMLTextAreaElement | null>;
}

/** Share of the limit from which on the characters are counted aloud. */
const NEAR_LIMIT = 0.85;

/** Where the customer writes. Enter sends, Shift+Enter breaks the line. */
export function Composer(props: ComposerProps) {
  const { text, maxChars, onWrite, onSend, attached, takesFiles, ref } = props;
  const locale = useLocale();
  const used = charactersIn(text);
  const tooLong = used > maxChars;
  const ready = (text.trim() !== "" || attached.all.length > 0) && !tooLong;

  // biome-ignore lint/correctness/useExhaustiveDependencies: grows and shrinks with its text
  useLayoutEffect(() => {
    const field = ref.current;
    if (field === null) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  }, [ref, text]);

  function onKeyDown(event: KeyboardEvent): void {
    // While an input method composes a character, Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (ready) onSend();
  }

  function onPaste(event: ClipboardEvent): void {
    const { files } = event.clipboardData;
    if (!takesFiles || files.length === 0) return;
    event.preventDefault();
    attached.add(files);
  }

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onSend();
      }}
    >
      <Attachments attached={attached} onRemoved={() => ref.current?.focus()} />
      <div className={takesFiles ? "field files-too" : "field"}>
        {takesFiles && (
          <AttachButton
            onFiles={(files) => {
              attached.add(files);
              ref.current?.focus();
            }}
          />
        )}
        <textarea
          ref={ref}
          rows={1}
          value={text}
          dir="auto"
          aria-label={locale.t("composer.label")}
          aria-describedby="prosa-limit"
          aria-invalid={tooLong}
          placeholder={locale.t(
            attached.all.length > 0 ? "attach.caption" : "composer.placeholder",
          )}
          onPaste={onPaste}
          onChange={(event) => onWrite(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          className="send"
          aria-label={locale.t("composer.send")}
          disabled={!ready}
        >
          <Icon name="send" />
        </button>
      </div>
      <p id="prosa-limit" className={tooLong ? "limit over" : "limit"}>
        {used >= maxChars * NEAR_LIMIT &&
          locale.t("composer.left", { used: locale.number(used), max: locale.number(maxChars) })}
      </p>
    </form>
  );
}

/** As the server counts: code points, so that an emoji beyond the first plane is one and not two. */
function charactersIn(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
