import { useState } from "react";
import { useLocale, useWidget } from "./context";
import { Icon } from "./Icon";

interface RatingProps {
  onDone(): void;
  onLater(): void;
}

const SCORES = [1, 2, 3, 4, 5];

/** Asks for one to five stars, and a word if one likes. */
export function Rating({ onDone, onLater }: RatingProps) {
  const { chat } = useWidget();
  const { t, count } = useLocale();
  const [score, setScore] = useState(0);
  const [comment, setComment] = useState("");

  return (
    <form
      className="rating"
      onSubmit={(event) => {
        event.preventDefault();
        if (score === 0) return;
        chat.rate(score, comment.trim());
        onDone();
      }}
    >
      <fieldset>
        <legend>{t("rating.title")}</legend>
        <div className="stars">
          {SCORES.map((value) => (
            <label key={value} className={value <= score ? "star on" : "star"}>
              <input
                type="radio"
                name="prosa-score"
                value={value}
                checked={value === score}
                aria-label={count("rating.star", value)}
                onChange={() => setScore(value)}
              />
              <Icon name="star" />
            </label>
          ))}
        </div>
      </fieldset>
      {score > 0 && (
        <textarea
          rows={2}
          maxLength={1000}
          value={comment}
          aria-label={t("rating.comment")}
          placeholder={t("rating.comment")}
          onChange={(event) => setComment(event.target.value)}
        />
      )}
      <div className="actions">
        {score > 0 && (
          <button type="submit" className="action primary">
            {t("rating.send")}
          </button>
        )}
        <button type="button" className="action" onClick={onLater}>
          {t("rating.later")}
        </button>
      </div>
    </form>
  );
}
