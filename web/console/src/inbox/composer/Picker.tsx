import { useEffect, useRef } from "react";
import { useLocale } from "../../locale/LocaleProvider";
import styles from "./composer.module.css";
import type { Trigger } from "./picking";

/** Something that can be put into the text. */
export interface Choice {
  id: string;
  title: string;
  detail?: string;
  insert: string;
  /** The canned reply, when that is what was picked. */
  canned?: string;
}

interface Props {
  id: string;
  trigger: Trigger;
  choices: readonly Choice[];
  at: number;
  loading: boolean;
  onPick: (choice: Choice) => void;
}

const KINDS = { "/": "canned", "@": "people", "#": "articles" } as const;

/** What fits what is being typed, above the field. The field keeps the focus; arrows and Enter work there. */
export function Picker({ id, trigger, choices, at, loading, onPick }: Props) {
  const { t } = useLocale();
  const kind = KINDS[trigger];
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <div className={styles.picker} ref={list}>
      <div className={styles.pickerTitle}>{t(`inbox.pick.${kind}`)}</div>
      <div id={id} role="listbox" aria-label={t(`inbox.pick.${kind}`)}>
        {choices.map((choice, index) => (
          <div
            key={choice.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            data-at={index}
            aria-selected={index === at}
            className={styles.choice}
            // The field must not lose the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(choice)}
            onKeyDown={() => {}}
          >
            <b>{choice.title}</b>
            {choice.detail !== undefined && <span>{choice.detail}</span>}
          </div>
        ))}
      </div>
      {choices.length === 0 && (
        <div className={styles.noChoice}>
          {t(loading ? "inbox.loading" : `inbox.pick.no_${kind}`)}
        </div>
      )}
    </div>
  );
}
