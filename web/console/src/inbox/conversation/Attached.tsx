import { IconBook2, IconFile, IconPackage, IconTicket } from "@tabler/icons-react";
import { useLocale } from "../../locale/LocaleProvider";
import type { Said } from "../types";
import styles from "./conversation.module.css";

/** What a message carries besides its text, short: the agent needs to know it, not to use it. */
export function Attached({ message }: { message: Said }) {
  const locale = useLocale();
  const { t } = locale;
  const { products = [], order, ticket, sources = [], parts = [], suggestions = [] } = message;
  return (
    <>
      {filesOf(message).map((file) => (
        <FileView key={file.link} file={file} />
      ))}
      {order != null && (
        <div className={styles.card}>
          <IconPackage size={16} aria-hidden />
          <span>
            <b>{t("inbox.order", { number: order.number })}</b> {order.status_text}
          </span>
        </div>
      )}
      {products.map((product) => (
        <div key={product.id} className={styles.card}>
          <IconPackage size={16} aria-hidden />
          <span>
            <b>{product.name}</b> {locale.money(product.price)}
          </span>
        </div>
      ))}
      {ticket != null && (
        <div className={styles.card}>
          <IconTicket size={16} aria-hidden />
          <span>
            <b>{t("inbox.ticket", { number: ticket.number })}</b> {ticket.type}
          </span>
        </div>
      )}
      {parts.map((part, index) => {
        const title = titleOf(part);
        return title == null ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of a message never change
          <div key={index} className={styles.card}>
            <span>{title}</span>
          </div>
        );
      })}
      {sources.map((source) => (
        <a
          key={source.id}
          className={styles.card}
          href={source.link}
          target="_blank"
          rel="noopener noreferrer"
        >
          <IconBook2 size={16} aria-hidden />
          <span>{source.title}</span>
        </a>
      ))}
      {suggestions.length > 0 && (
        <div className={styles.suggested}>
          {suggestions.map((one) => (
            <span key={one}>{one}</span>
          ))}
        </div>
      )}
    </>
  );
}

interface FileCard {
  name: string;
  link: string;
  media_type?: string;
  bytes?: number | null;
}

function filesOf(message: Said): readonly FileCard[] {
  return "files" in message && Array.isArray(message.files) ? (message.files as FileCard[]) : [];
}

function FileView({ file }: { file: FileCard }) {
  if (file.media_type?.startsWith("image/"))
    return (
      <a href={file.link} target="_blank" rel="noopener noreferrer">
        <img className={styles.picture} src={file.link} alt={file.name} loading="lazy" />
      </a>
    );
  return (
    <a className={styles.card} href={file.link} target="_blank" rel="noopener noreferrer" download>
      <IconFile size={16} aria-hidden />
      <span>{file.name}</span>
    </a>
  );
}

/** What a rich part of the bot's reply showed, in words. */
function titleOf(part: NonNullable<Said["parts"]>[number]): string | null {
  switch (part.kind) {
    case "cards":
      return part.cards.map(({ title }) => title).join(" · ");
    case "list":
      return part.title ?? part.rows.map(({ title }) => title).join(" · ");
    case "image":
      return part.alt;
    default:
      return part.title;
  }
}
