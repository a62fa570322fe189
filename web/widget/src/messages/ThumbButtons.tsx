import type { Thumbs } from "@prosa/shared";
import { useLocale, useWidget } from "../context";
import { Icon } from "../Icon";

/** Asks whether an answer helped. What was said can be changed, and stays marked. */
export function ThumbButtons({ offset, thumbs }: { offset: number; thumbs: Thumbs }) {
  const { chat } = useWidget();
  const { t } = useLocale();
  if (thumbs === "none") return null;
  return (
    <span className="thumbs" role="group" aria-label={t("thumbs.label")}>
      {([true, false] as const).map((up) => {
        const name = up ? "up" : "down";
        return (
          <button
            key={name}
            type="button"
            className={`thumb ${name}`}
            aria-label={t(`thumbs.${name}`)}
            aria-pressed={thumbs === name}
            title={t(`thumbs.${name}`)}
            onClick={() => thumbs !== name && chat.thumb(offset, up)}
          >
            <Icon name={`thumb-${name}`} />
          </button>
        );
      })}
    </span>
  );
}
