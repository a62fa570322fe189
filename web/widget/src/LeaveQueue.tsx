import { useEffect, useRef, useState } from "react";
import { useChatState, useLocale, useWidget } from "./context";

/** The ways out of the queue: back to the assistant, or a message that people answer later. */
export function LeaveQueue({ onDone }: { onDone(): void }) {
  const { chat } = useWidget();
  const { t } = useLocale();
  const { maxChars } = useChatState();
  const [writing, setWriting] = useState(false);
  const [message, setMessage] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    if (writing) field.current?.focus();
  }, [writing]);

  if (!writing)
    return (
      <div className="actions">
        <button
          type="button"
          className="action"
          onClick={() => {
            chat.leaveQueue(null);
            onDone();
          }}
        >
          {t("queue.leave")}
        </button>
        <button type="button" className="action" onClick={() => setWriting(true)}>
          {t("queue.message")}
        </button>
      </div>
    );

  const text = message.trim();
  return (
    <form
      className="message"
      onSubmit={(event) => {
        event.preventDefault();
        if (text === "") return;
        chat.leaveQueue(text);
        setMessage("");
        setWriting(false);
        onDone();
      }}
    >
      <textarea
        ref={field}
        rows={3}
        maxLength={maxChars}
        value={message}
        aria-label={t("queue.message.label")}
        placeholder={t("queue.message.label")}
        onChange={(event) => setMessage(event.target.value)}
      />
      <p className="wait">{t("queue.message.hint")}</p>
      <div className="actions">
        <button type="submit" className="action primary" disabled={text === ""}>
          {t("queue.message.send")}
        </button>
        <button type="button" className="action" onClick={() => setWriting(false)}>
          {t("queue.message.cancel")}
        </button>
      </div>
    </form>
  );
}
