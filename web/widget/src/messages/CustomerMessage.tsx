import type { Item } from "@prosa/shared";
import { Files } from "../cards/Files";
import { SendingFile } from "../cards/SendingFile";
import { useLocale, useWidget } from "../context";
import { Icon } from "../Icon";
import { Bubble } from "./Bubble";

type Message = Extract<Item, { kind: "customer" }>;

interface CustomerMessageProps {
  message: Message;
  follows: boolean;
  /** Put this text back where it can be mended. */
  onEdit(text: string): void;
}

/** What the customer said, exactly as written, and whether it has arrived. */
export function CustomerMessage({ message, follows, onEdit }: CustomerMessageProps) {
  const { t } = useLocale();
  return (
    <Bubble
      from="customer"
      sender={t("sender.you")}
      at={message.at}
      follows={follows}
      status={<Delivery delivery={message.delivery} />}
      below={
        <>
          {message.files.length > 0 && <Files files={message.files} />}
          {message.sending !== null && (
            <SendingFile
              id={message.id ?? ""}
              sending={message.sending}
              moving={message.delivery === "sent"}
            />
          )}
          {message.delivery === "failed" && <Refused message={message} onEdit={onEdit} />}
        </>
      }
    >
      {message.text === "" ? null : <p className="said">{message.text}</p>}
    </Bubble>
  );
}

/** A tick for what has arrived, words for what has not. */
function Delivery({ delivery }: { delivery: Message["delivery"] }) {
  const { t } = useLocale();
  const text = t(`delivery.${delivery}`);
  switch (delivery) {
    case "accepted":
      return (
        <span className="delivery" role="img" aria-label={text}>
          <Icon name="check" />
        </span>
      );
    case "sent":
      return (
        <span className="delivery" role="img" aria-label={text}>
          <Icon name="clock" />
        </span>
      );
    case "waiting":
      return <span className="delivery pending">{text}</span>;
    case "failed":
      return <span className="delivery failed">{text}</span>;
  }
}

function Refused({ message, onEdit }: Omit<CustomerMessageProps, "follows">) {
  const { chat } = useWidget();
  const { t } = useLocale();
  const discard = () => chat.discard(message.id ?? "");

  function edit(): void {
    discard();
    onEdit(message.text);
  }

  return (
    <div className="refused">
      <p role="alert">
        <Icon name="alert" />
        {message.error}
      </p>
      {message.text !== "" && (
        <button type="button" onClick={edit}>
          {t("delivery.edit")}
        </button>
      )}
      <button type="button" onClick={discard}>
        {t("delivery.discard")}
      </button>
    </div>
  );
}
