import type { KeyboardEvent } from "react";
import { useLocale } from "./context";
import { Icon } from "./Icon";

interface TeaserProps {
  /** What was said; null while there is nothing to show. */
  shown: { offset: number; text: string } | null;
  onOpen(): void;
  onClose(offset: number): void;
}

/**
 * What the bot has said unasked, above the button of a closed chat. It is read aloud when the reader is done
 * with something else, and never takes the focus.
 */
export function Teaser({ shown, onOpen, onClose }: TeaserProps) {
  const { t } = useLocale();
  const leave = (event: KeyboardEvent) => {
    if (event.key === "Escape" && shown !== null) onClose(shown.offset);
  };
  return (
    <div className="teasing" role="status">
      {shown !== null && (
        // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes it from either button inside
        <div key={shown.offset} className="teaser" onKeyDown={leave}>
          <button type="button" className="teaser-text" onClick={onOpen}>
            {shown.text.replaceAll("**", "")}
          </button>
          <button
            type="button"
            className="teaser-close"
            aria-label={t("teaser.close")}
            onClick={() => onClose(shown.offset)}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}
