import { useCallback, useEffect, useRef } from "react";
import { TOUCH } from "./behaviour/media";
import { useAttached } from "./behaviour/useAttached";
import { useDraft } from "./behaviour/useDraft";
import { useDropped } from "./behaviour/useDropped";
import { useFullScreen } from "./behaviour/useFullScreen";
import { Composer } from "./Composer";
import { Conversation } from "./Conversation";
import { useChatState, useLocale, useWidget } from "./context";
import { Header } from "./Header";
import { Notice } from "./Notice";
import { QueueStatus } from "./QueueStatus";

interface PanelProps {
  open: boolean;
  /** Take no focus. */
  quiet: boolean;
  onClose(): void;
}

/** The chat itself: beside the page on a desk, over it on a phone. */
export function Panel({ open, quiet, onClose }: PanelProps) {
  const { chat } = useWidget();
  const { t } = useLocale();
  const state = useChatState();
  const panel = useRef<HTMLElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useDraft();
  const attached = useAttached();
  const takesFiles = state.maxFileBytes > 0;
  const dropping = useDropped(takesFiles ? attached.add : null);
  useFullScreen(panel);

  useEffect(() => {
    if (open && !quiet) (matchMedia(TOUCH).matches ? panel : field).current?.focus();
  }, [open, quiet]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: read again whenever the log has grown
  useEffect(() => {
    if (!open) return;
    const look = () => document.visibilityState === "visible" && chat.markRead();
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [chat, open, state.log]);

  /** Where to go on after a tap that takes its own button away. */
  const goOn = useCallback(() => {
    (matchMedia(TOUCH).matches ? panel : field).current?.focus();
  }, []);

  const say = useCallback(
    (text: string) => {
      chat.say(text);
      goOn();
    },
    [chat, goOn],
  );

  const edit = useCallback(
    (text: string) => {
      setDraft((draft) => (draft === "" ? text : `${draft}\n${text}`));
      field.current?.focus();
    },
    [setDraft],
  );

  const send = () => {
    chat.type("");
    const text = draft.trim();
    attached.all.forEach(({ file }, index) => {
      chat.sendFile(file, index === 0 ? text : "");
    });
    if (attached.all.length === 0) chat.say(text);
    attached.clear();
    setDraft("");
    field.current?.focus();
  };

  const write = (text: string) => {
    setDraft(text);
    chat.type(text);
  };

  return (
    <section
      ref={panel}
      className={`panel${open ? "" : " leaving"}${dropping.over ? " dropping" : ""}`}
      {...dropping.on}
      role="dialog"
      aria-label={state.assistant?.name ?? t("header.assistant")}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
        event.stopPropagation();
        onClose();
      }}
    >
      <Header state={state} onClose={onClose} onEscalated={goOn} />
      <Conversation state={state} onSay={say} onDone={goOn} onEdit={edit} />
      <QueueStatus standing={state.standing} onDone={goOn} />
      {state.notice !== null && <Notice notice={state.notice} />}
      <Composer
        ref={field}
        text={draft}
        maxChars={state.maxChars}
        attached={attached}
        takesFiles={takesFiles}
        onWrite={write}
        onSend={send}
      />
      {dropping.over && (
        <p className="drop" aria-hidden="true">
          {t("attach.drop")}
        </p>
      )}
    </section>
  );
}
