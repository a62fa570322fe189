import { type ChatState, greets, ratingDue, timeline } from "@prosa/shared";
import { memo, useEffect, useMemo, useRef, useState } from "react";
import { useStickToEnd } from "./behaviour/useStickToEnd";
import { useLocale } from "./context";
import { DraftMessage } from "./DraftMessage";
import { Guard } from "./Guard";
import { Icon } from "./Icon";
import { BotMessage } from "./messages/BotMessage";
import { Line } from "./messages/Line";
import { QuickReplies } from "./QuickReplies";
import { Rating } from "./Rating";
import { Typing } from "./Typing";

interface ConversationProps {
  state: ChatState;
  onSay(text: string): void;
  /** Something with the focus in it has gone. */
  onDone(): void;
  onEdit(text: string): void;
}

/** What has been said, newest last, read aloud as it grows. */
export const Conversation = memo(function Conversation({
  state,
  onSay,
  onDone,
  onEdit,
}: ConversationProps) {
  const { t } = useLocale();
  const items = useMemo(() => timeline(state), [state]);
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const end = useStickToEnd(box, content);
  const settled = useSettled(state.caughtUp);
  const [unrated, setUnrated] = useState<number | null>(null);

  const last = items.at(-1);
  const replies = last?.kind === "bot" ? (last.body.suggestions ?? []) : [];
  const begins = replies.length === 0 && greets(state);
  const ending = state.log.at(-1)?.offset ?? -1;
  const mine = state.outbox.length;
  const { toEnd } = end;

  // biome-ignore lint/correctness/useExhaustiveDependencies: what one sends oneself is what one wants to see
  useEffect(() => toEnd(), [mine, toEnd]);

  return (
    <div className="conversation">
      <div
        ref={box}
        className={settled ? "log settled" : "log"}
        role="log"
        aria-label={t("log.label")}
        aria-live="polite"
        aria-busy={!settled && state.connection !== "offline"}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: one must be able to scroll it with the keyboard
        tabIndex={0}
        onScroll={end.onScroll}
      >
        <div ref={content} className="lines">
          {state.assistant !== null && (
            <BotMessage
              body={{ text: state.assistant.greeting, type: "text" }}
              at={null}
              sender={state.assistant.name}
              follows={false}
              onSay={onSay}
            />
          )}
          {items.map((item, index) => (
            <Guard key={item.key}>
              <Line
                item={item}
                before={items[index - 1]}
                grown={item.kind === "bot" && item.offset === state.grown}
                assistant={state.assistant?.name ?? t("header.assistant")}
                onSay={onSay}
                onEdit={onEdit}
              />
            </Guard>
          ))}
          {state.draft !== null && (
            <DraftMessage
              key={state.draft.answers}
              text={state.draft.text}
              sender={state.assistant?.name ?? t("header.assistant")}
            />
          )}
          {state.typing !== null && <Typing agentName={agentTyping(state)} />}
          {begins && state.assistant !== null && (
            <QuickReplies
              label={t("starters.label")}
              texts={state.assistant.starters}
              onSay={onSay}
            />
          )}
          {replies.length > 0 && state.typing === null && state.draft === null && (
            <QuickReplies label={t("quick.label")} texts={replies} onSay={onSay} />
          )}
          {ratingDue(state) && unrated !== ending && (
            <Rating
              onDone={onDone}
              onLater={() => {
                setUnrated(ending);
                onDone();
              }}
            />
          )}
        </div>
      </div>
      {!end.atEnd && (
        <button
          type="button"
          className="to-end"
          onClick={() => {
            toEnd();
            onDone();
          }}
        >
          {t("log.new")}
          <Icon name="down" />
        </button>
      )}
    </div>
  );
});

function agentTyping({ typing, standing }: ChatState): string | null {
  return typing === "agent" ? standing.agentName : null;
}

/** True once the past has been shown: what comes later moves in and is read aloud, the past does neither. */
function useSettled(caughtUp: boolean): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    if (caughtUp) setSettled(true);
  }, [caughtUp]);
  return settled;
}
