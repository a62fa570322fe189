import type { ResponseBody, Thumbs } from "@prosa/shared";
import { Actions } from "../Actions";
import { OrderDetails } from "../cards/OrderDetails";
import { Parts } from "../cards/Parts";
import { Products } from "../cards/Products";
import { Sources } from "../cards/Sources";
import { TicketDetails } from "../cards/TicketDetails";
import { RichText } from "../text/RichText";
import { Bubble } from "./Bubble";
import { ThumbButtons } from "./ThumbButtons";

interface BotMessageProps {
  body: ResponseBody;
  at: number | null;
  sender: string;
  follows: boolean;
  grown?: boolean;
  /** The answer's place in the log, and whether it helped. */
  asked?: { offset: number; thumbs: Thumbs };
  onSay(text: string): void;
}

/** The bot's words, and what it shows with them. */
export function BotMessage(props: BotMessageProps) {
  const { body, at, sender, follows, grown = false, asked, onSay } = props;
  const { products = [], actions = [], sources = [], parts = [] } = body;
  const shown = products.length > 0 ? products : body.product ? [body.product] : [];
  const below = (
    <>
      {shown.length > 0 && <Products products={shown} onSay={onSay} />}
      {body.order && <OrderDetails order={body.order} />}
      {body.ticket && <TicketDetails ticket={body.ticket} />}
      {parts.length > 0 && <Parts parts={parts} onSay={onSay} />}
      {actions.length > 0 && <Actions actions={actions} onSay={onSay} />}
      {sources.length > 0 && <Sources sources={sources} />}
    </>
  );
  return (
    <Bubble
      from="bot"
      sender={sender}
      at={at}
      follows={follows}
      grown={grown}
      below={below}
      status={asked && <ThumbButtons {...asked} />}
    >
      <RichText text={body.text} />
    </Bubble>
  );
}
