import type { Item } from "@prosa/shared";
import { Files } from "../cards/Files";
import { useLocale } from "../context";
import { RichText } from "../text/RichText";
import { BotMessage } from "./BotMessage";
import { Bubble } from "./Bubble";
import { CustomerMessage } from "./CustomerMessage";
import { Milestone } from "./Milestone";

interface LineProps {
  item: Item;
  before: Item | undefined;
  /** It has been seen while it was written, so it does not move in. */
  grown: boolean;
  /** The bot's name. */
  assistant: string;
  onSay(text: string): void;
  /** Put the text of a refused message back where it can be mended. */
  onEdit(text: string): void;
}

/** Messages of one sender within this time stand together under one name. */
const TOGETHER_MS = 3 * 60_000;

/** One line of the conversation, whatever it is. */
export function Line({ item, before, grown, assistant, onSay, onEdit }: LineProps) {
  const { t } = useLocale();
  const follows = before?.kind === item.kind && item.at - before.at < TOGETHER_MS;
  switch (item.kind) {
    case "customer":
      return <CustomerMessage message={item} follows={follows} onEdit={onEdit} />;
    case "bot":
      return (
        <BotMessage
          body={item.body}
          at={item.at}
          sender={assistant}
          follows={follows}
          grown={grown}
          asked={{ offset: item.offset, thumbs: item.thumbs }}
          onSay={onSay}
        />
      );
    case "agent":
      return (
        <Bubble
          from="agent"
          sender={item.name ?? t("sender.agent")}
          at={item.at}
          follows={follows}
          below={item.files.length > 0 && <Files files={item.files} />}
        >
          {item.text === "" ? null : <RichText text={item.text} />}
        </Bubble>
      );
    default:
      return <Milestone item={item} />;
  }
}
