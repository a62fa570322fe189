import { ActionIcon, Popover, Progress, Text, Tooltip } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconBulb, IconCheck, IconTargetOff, IconThumbDown } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useLocale } from "../../locale/LocaleProvider";
import { useIntentName } from "../../training/intents";
import * as desk from "../deskCalls";
import type { Said } from "../types";
import { useRefused } from "../useRefused";
import styles from "./conversation.module.css";

type Facts = NonNullable<Said["facts"]>;

interface Props {
  conversation: string;
  /** Of the bot's message. */
  offset: number;
  /** Of the customer's message that it answered. */
  answers: number | null;
  facts: Facts;
}

/** What the bot understood and how sure it was; a click says that it was wrong, and it learns from that. */
export function BotFacts({ conversation, offset, answers, facts }: Props) {
  const locale = useLocale();
  const { t } = locale;
  const [told, setTold] = useState<"intent" | "answer" | null>(null);
  const refused = useRefused();
  const nameOf = useIntentName();
  const intents = [facts.intent, ...(facts.alternatives ?? [])].slice(0, 4);

  async function wrong(what: "intent" | "answer") {
    try {
      await desk.wrong(conversation, what === "intent" ? (answers ?? offset) : offset, what);
      setTold(what);
      notifications.show({ message: t("inbox.wrong.thanks"), color: "teal" });
    } catch (error) {
      refused(error);
    }
  }

  return (
    <div className={styles.facts}>
      <Popover width={280} position="bottom-end" withinPortal shadow="md" trapFocus>
        <Popover.Target>
          <button type="button" className={styles.intent}>
            <IconBulb size={13} aria-hidden />
            <span className={styles.hidden}>{t("inbox.intent")} </span>
            {nameOf(facts.intent.name)} · {percent(facts.intent.confidence)}
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <Text size="sm" fw={600} mb={6}>
            {t("inbox.understood")}
          </Text>
          {intents.map(({ name, confidence }) => (
            <div key={name} className={styles.sureness}>
              <Text size="xs">
                {nameOf(name)} · {percent(confidence)}
              </Text>
              <Progress value={confidence * 100} size="xs" aria-label={nameOf(name)} />
            </div>
          ))}
          {(facts.entities ?? []).length > 0 && (
            <Text size="xs" mt={8}>
              {(facts.entities ?? []).map(({ kind, value }) => `${kind}: ${value}`).join(" · ")}
            </Text>
          )}
          <Text size="xs" mt={4} c="dimmed">
            {t("inbox.sentiment")}:{" "}
            {locale.maybe(`inbox.mood.${facts.sentiment}`) ?? facts.sentiment}
          </Text>
        </Popover.Dropdown>
      </Popover>
      {told === null ? (
        <span className={styles.wrongs}>
          <Wrong label={t("inbox.wrong.intent")} onClick={() => void wrong("intent")}>
            <IconTargetOff size={15} aria-hidden />
          </Wrong>
          <Wrong label={t("inbox.wrong.answer")} onClick={() => void wrong("answer")}>
            <IconThumbDown size={15} aria-hidden />
          </Wrong>
        </span>
      ) : (
        <span className={styles.told}>
          <IconCheck size={13} aria-hidden />
          {t(`inbox.wrong.told_${told}`)}
        </span>
      )}
    </div>
  );
}

interface WrongProps {
  label: string;
  onClick: () => void;
  children: ReactNode;
}

function Wrong({ label, onClick, children }: WrongProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size={26} aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function percent(part: number): string {
  return `${Math.round(part * 100)}%`;
}
