import { ActionIcon, Button, Menu, SegmentedControl, Textarea } from "@mantine/core";
import { useMergedRef } from "@mantine/hooks";
import {
  IconAt,
  IconBolt,
  IconBook2,
  IconChevronDown,
  IconPaperclip,
  IconSend,
} from "@tabler/icons-react";
import {
  type ClipboardEvent,
  type DragEvent,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
} from "react";
import { useLocale } from "../../locale/LocaleProvider";
import * as desk from "../deskCalls";
import { type Log, lastOffset } from "../log/log";
import { outbox } from "../log/logs";
import { useColleagues } from "../people";
import styles from "./composer.module.css";
import type { Kind } from "./drafts";
import { EmojiPicker } from "./EmojiPicker";
import { Files } from "./Files";
import { takesInserts } from "./inserting";
import { Locked } from "./Locked";
import { mentioned } from "./mentions";
import { type Choice, Picker } from "./Picker";
import { type Picking, picked, pickingAt, type Trigger } from "./picking";
import { SuggestionBar } from "./SuggestionBar";
import { sends, useEnterSends } from "./sending";
import { useUploads } from "./uploads";
import { useChoices } from "./useChoices";
import { useDraft } from "./useDraft";
import { useTyping } from "./useTyping";

const MOST_CHARS = 4000;

interface Props {
  conversation: string;
  log: Log;
  kind: Kind;
  onKind: (kind: Kind) => void;
  field: Ref<HTMLTextAreaElement>;
  /** Only colleagues can be written to: the conversation is somebody else's. */
  notesOnly?: boolean;
}

/** Where an answer or a note is written. Nothing written here gets lost. */
export function Composer({ conversation, log, kind, onKind, field, notesOnly = false }: Props) {
  const { t } = useLocale();
  const own = useRef<HTMLTextAreaElement>(null);
  const ref = useMergedRef(own, field);
  const [text, setText] = useDraft(conversation, kind);
  const colleagues = useColleagues();
  const [picking, setPicking] = useState<Picking | null>(null);
  const [at, setAt] = useState(0);
  const [dropping, setDropping] = useState(false);
  const [enterSends, setEnterSends] = useEnterSends();
  const uploads = useUploads(conversation);
  const typing = useTyping(conversation, kind);
  const { choices, loading } = useChoices(conversation, picking);
  const listbox = useId();
  const ready = uploads.all.flatMap(({ id }) => id ?? []);
  const empty = text.trim() === "" && ready.length === 0;

  function write(next: string, caret: number) {
    setText(next.slice(0, MOST_CHARS));
    setPicking(pickingAt(next, caret, kind));
    setAt(0);
    typing.wrote();
  }
  /** Puts something where the caret is. */
  function insert(words: string) {
    const { selectionStart: from = text.length, selectionEnd: to = text.length } =
      own.current ?? {};
    put(text.slice(0, from) + words + text.slice(to), from + words.length);
  }
  function put(next: string, caret: number) {
    write(next, caret);
    requestAnimationFrame(() => {
      own.current?.focus();
      own.current?.setSelectionRange(caret, caret);
    });
  }
  const inserted = useEffectEvent((words: string) => {
    onKind("reply");
    put(text.trim() === "" ? words : `${text.trimEnd()} ${words}`, Number.MAX_SAFE_INTEGER);
  });
  useEffect(() => takesInserts(conversation, (words) => inserted(words)), [conversation]);
  function pick(choice: Choice) {
    if (picking === null) return;
    // Figures only: an answer does not wait for them.
    if (choice.canned !== undefined) desk.usedCanned(choice.canned).catch(() => {});
    const [next, caret] = picked(text, picking, choice.insert);
    put(next, caret);
    setPicking(null);
  }
  /** As if the trigger had been typed. */
  function lookUp(trigger: Trigger) {
    insert(text === "" || /\s$/.test(text) ? trigger : ` ${trigger}`);
  }
  function send() {
    if (empty || uploads.busy) return;
    outbox.add({
      conversation,
      kind,
      text: text.trim(),
      mentions: kind === "note" ? mentioned(text, colleagues) : [],
      files: ready,
      after: lastOffset(log),
    });
    setText("");
    setPicking(null);
    uploads.clear();
    typing.stopped();
    own.current?.focus();
  }

  /** What only asked for the list goes with it. */
  function leavePicking({ query, from, to }: Picking) {
    if (query === "") put(text.slice(0, from) + text.slice(to), from);
    setPicking(null);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (picking !== null && choices.length > 0) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const choice = choices[at];
      if (step !== undefined) {
        event.preventDefault();
        setAt((at + step + choices.length) % choices.length);
        return;
      }
      if ((event.key === "Enter" || event.key === "Tab") && choice !== undefined) {
        event.preventDefault();
        pick(choice);
        return;
      }
    }
    if (event.key === "Escape") {
      event.preventDefault();
      if (picking === null) own.current?.blur();
      else leavePicking(picking);
      return;
    }
    if (sends(event, enterSends)) {
      event.preventDefault();
      send();
    }
  }
  function onPaste(event: ClipboardEvent) {
    const { files } = event.clipboardData;
    if (files.length === 0 || kind === "note") return;
    event.preventDefault();
    uploads.add(files);
  }
  function onDrop(event: DragEvent) {
    event.preventDefault();
    setDropping(false);
    if (kind === "reply") uploads.add(event.dataTransfer.files);
  }

  return (
    <div
      className={styles.composer}
      data-kind={kind}
      data-dropping={dropping || undefined}
      role="group"
      aria-label={t("inbox.composer")}
      onDragOver={(event) => {
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={onDrop}
    >
      {kind === "reply" && (
        <SuggestionBar
          conversation={conversation}
          log={log}
          writing={text !== ""}
          onEdit={(words) => put(words, words.length)}
        />
      )}
      {picking !== null && (
        <Picker
          id={listbox}
          trigger={picking.trigger}
          choices={choices}
          at={at}
          loading={loading}
          onPick={pick}
        />
      )}
      <Locked conversation={conversation} />
      <div className={styles.top}>
        {!notesOnly && (
          <SegmentedControl
            size="xs"
            aria-label={t("inbox.kind")}
            value={kind}
            onChange={(value) => onKind(value === "note" ? "note" : "reply")}
            data={[
              { value: "reply", label: t("inbox.reply") },
              { value: "note", label: t("inbox.note") },
            ]}
          />
        )}
        <span className={styles.hint}>
          {kind === "note" ? t("inbox.note_hint") : t("inbox.reply_hint")}
        </span>
      </div>
      <Textarea
        ref={ref}
        variant="unstyled"
        autosize
        minRows={2}
        maxRows={10}
        maxLength={MOST_CHARS}
        value={text}
        aria-label={t(kind === "note" ? "inbox.write_note" : "inbox.write_reply")}
        placeholder={t(kind === "note" ? "inbox.write_note" : "inbox.write_reply")}
        aria-autocomplete="list"
        aria-controls={picking === null ? undefined : listbox}
        aria-activedescendant={
          picking === null || choices.length === 0 ? undefined : `${listbox}-${at}`
        }
        onChange={({ currentTarget }) =>
          write(currentTarget.value, currentTarget.selectionStart ?? currentTarget.value.length)
        }
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onBlur={() => {
          setPicking(null);
          typing.stopped();
        }}
      />
      <Files uploads={uploads} />
      <div className={styles.tools}>
        <EmojiPicker onPick={insert} />
        {kind === "reply" ? (
          <>
            <Tool label={t("inbox.canned")} onClick={() => lookUp("/")}>
              <IconBolt size={19} aria-hidden />
            </Tool>
            <Tool label={t("inbox.article")} onClick={() => lookUp("#")}>
              <IconBook2 size={19} aria-hidden />
            </Tool>
            <FileButton onFiles={uploads.add} />
          </>
        ) : (
          <Tool label={t("inbox.mention")} onClick={() => lookUp("@")}>
            <IconAt size={19} aria-hidden />
          </Tool>
        )}
        <span className={styles.keys}>
          {t(enterSends ? "inbox.enter_sends" : "inbox.ctrl_sends")}
        </span>
        <Button.Group>
          <Button
            size="sm"
            color={kind === "note" ? "yellow" : "teal"}
            disabled={empty || uploads.busy}
            leftSection={<IconSend size={16} aria-hidden />}
            onClick={send}
          >
            {t(kind === "note" ? "inbox.save_note" : "inbox.send")}
          </Button>
          <Menu position="top-end" withinPortal>
            <Menu.Target>
              <Button
                size="sm"
                px={6}
                color={kind === "note" ? "yellow" : "teal"}
                aria-label={t("inbox.send_how")}
              >
                <IconChevronDown size={16} aria-hidden />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setEnterSends(true)}>{t("inbox.enter_sends")}</Menu.Item>
              <Menu.Item onClick={() => setEnterSends(false)}>{t("inbox.ctrl_sends")}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Button.Group>
      </div>
    </div>
  );
}

interface ToolProps {
  label: string;
  onClick: () => void;
  children: ReactNode;
}

function Tool({ label, onClick, children }: ToolProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={34}
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      {children}
    </ActionIcon>
  );
}

function FileButton({ onFiles }: { onFiles: (files: FileList) => void }) {
  const { t } = useLocale();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Tool label={t("inbox.file")} onClick={() => input.current?.click()}>
        <IconPaperclip size={19} aria-hidden />
      </Tool>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t("inbox.file")}
        onChange={({ currentTarget }) => {
          if (currentTarget.files !== null) onFiles(currentTarget.files);
          currentTarget.value = "";
        }}
      />
    </>
  );
}
