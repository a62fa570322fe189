import type { Button, Card, Cards, Page, Picture, Place, ResponseBody, Rows } from "@prosa/shared";
import { useHref, useLocale } from "../context";
import { Icon } from "../Icon";

interface PartsProps {
  parts: NonNullable<ResponseBody["parts"]>;
  onSay(text: string): void;
}

/** What the pack shows below its words. A kind that this widget does not know is passed over. */
export function Parts({ parts, onSay }: PartsProps) {
  return parts.map((part) => <Part key={JSON.stringify(part)} part={part} onSay={onSay} />);
}

function Part({ part, onSay }: { part: PartsProps["parts"][number]; onSay(text: string): void }) {
  switch (part.kind) {
    case "cards":
      return <Carousel part={part} onSay={onSay} />;
    case "list":
      return <List part={part} onSay={onSay} />;
    case "image":
      return <Image part={part} />;
    case "link":
      return <PageLink part={part} />;
    case "map":
      return <MapPlace part={part} />;
    default:
      return null;
  }
}

/** Cards side by side, to be leafed through; one alone takes the whole width. */
function Carousel({ part, onSay }: { part: Cards; onSay(text: string): void }) {
  const { t } = useLocale();
  return (
    <ul
      className={part.cards.length === 1 ? "products alone" : "products"}
      aria-label={t("parts.cards")}
    >
      {part.cards.map((card) => (
        <li key={card.title}>
          <OneCard card={card} onSay={onSay} />
        </li>
      ))}
    </ul>
  );
}

function OneCard({ card, onSay }: { card: Card; onSay(text: string): void }) {
  const { title, text, alt, buttons = [] } = card;
  const image = useHref()(card.image);
  return (
    <article className="card product">
      {image !== null && (
        <img
          src={image}
          alt={alt ?? ""}
          loading="lazy"
          onError={(event) => event.currentTarget.remove()}
        />
      )}
      <div className="body">
        <h3>{title}</h3>
        {text != null && <p className="words">{text}</p>}
        {buttons.length > 0 && (
          <div className="actions">
            {buttons.map((button) => (
              <CardButton key={button.label} button={button} onSay={onSay} />
            ))}
          </div>
        )}
      </div>
    </article>
  );
}

function CardButton({ button, onSay }: { button: Button; onSay(text: string): void }) {
  const { label, say, open } = button;
  const href = useHref()(open);
  if (open != null) {
    if (href === null) return null;
    return (
      <a className="action" href={href} target="_blank" rel="noopener noreferrer">
        {label}
        <Icon name="out" />
      </a>
    );
  }
  return (
    <button type="button" className="action" onClick={() => onSay(say ?? label)}>
      {label}
    </button>
  );
}

/** Lines to choose from; those that say nothing are only read. */
function List({ part, onSay }: { part: Rows; onSay(text: string): void }) {
  const { t } = useLocale();
  return (
    <article className="card rows">
      {part.title != null && <h3>{part.title}</h3>}
      <ul aria-label={part.title ?? t("parts.list")}>
        {part.rows.map(({ title, text, say }) => {
          const words = (
            <>
              <span className="title">{title}</span>
              {text != null && <span className="words">{text}</span>}
            </>
          );
          return (
            <li key={title}>
              {say == null ? (
                <div className="row">{words}</div>
              ) : (
                <button type="button" className="row" onClick={() => onSay(say)}>
                  {words}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </article>
  );
}

function Image({ part }: { part: Picture }) {
  const image = useHref()(part.image);
  if (image === null) return null;
  return (
    <figure className="card picture">
      <img src={image} alt={part.alt} loading="lazy" />
    </figure>
  );
}

function PageLink({ part }: { part: Page }) {
  const href = useHref()(part.link);
  if (href === null) return null;
  return (
    <a className="card page" href={href} target="_blank" rel="noopener noreferrer">
      <span className="title">
        {part.title}
        <Icon name="out" />
      </span>
      {part.text != null && <span className="words">{part.text}</span>}
    </a>
  );
}

/** A place: drawn here, so that nobody else learns who looks; the map itself is a link away. */
function MapPlace({ part }: { part: Place }) {
  const { t } = useLocale();
  const { title, address, latitude, longitude } = part;
  const at = `${latitude.toFixed(5)}/${longitude.toFixed(5)}`;
  const marked = `mlat=${latitude.toFixed(5)}&mlon=${longitude.toFixed(5)}`;
  return (
    <article className="card place">
      <svg
        viewBox="0 0 240 90"
        preserveAspectRatio="xMidYMid slice"
        aria-hidden="true"
        focusable="false"
      >
        <path
          className="streets"
          d="M0 26 240 8 M0 66 240 52 M44 0 66 90 M118 0 126 90 M196 0 188 90"
        />
        <path className="pin" d="M122 62c-9-12-14-19-14-26a14 14 0 1 1 28 0c0 7-5 14-14 26Z" />
        <circle className="eye" cx="122" cy="36" r="5" />
      </svg>
      <div className="body">
        <h3>{title}</h3>
        <p className="words">{address}</p>
        <a
          className="action"
          href={`https://www.openstreetmap.org/?${marked}#map=17/${at}`}
          target="_blank"
          rel="noopener noreferrer"
        >
          {t("parts.map")}
          <Icon name="out" />
        </a>
      </div>
    </article>
  );
}
