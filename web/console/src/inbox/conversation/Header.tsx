import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowLeft,
  IconArrowsExchange,
  IconCheck,
  IconDots,
  IconFlag,
  IconHandGrab,
  IconLayoutSidebarRight,
  IconLink,
  IconMoon,
  IconRobot,
  IconTag,
  IconTicket,
} from "@tabler/icons-react";
import { useMe } from "../../api/session";
import { useLocale } from "../../locale/LocaleProvider";
import type { DialogName } from "../dialogs/dialog";
import { channelName, customerName } from "../naming";
import { useAssigneeName } from "../people";
import { DueMark, UrgencyMark, VipMark } from "../rows/Badges";
import { ChannelIcon } from "../rows/ChannelIcon";
import type { Row } from "../types";
import { URGENCIES } from "../urgencies";
import styles from "./conversation.module.css";
import type { Steps } from "./useSteps";
import { Viewers } from "./Viewers";

interface Props {
  row: Row;
  mine: boolean;
  steps: Steps;
  card: boolean;
  onBack: () => void;
  onCard: () => void;
  onDialog: (dialog: DialogName) => void;
}

/** Who is there, who has them, and what can be done: the likeliest step as a button, the rest in a menu. */
export function Header({ row, mine, steps, card, onBack, onCard, onDialog }: Props) {
  const locale = useLocale();
  const { t } = locale;
  const me = useMe();
  return (
    <header className={styles.header}>
      <ActionIcon
        className={styles.back}
        variant="subtle"
        size={40}
        aria-label={t("inbox.back")}
        onClick={onBack}
      >
        <IconArrowLeft size={20} aria-hidden />
      </ActionIcon>
      <div className={styles.who}>
        <h2>{customerName(row, locale)}</h2>
        <div className={styles.state}>
          <span>
            <ChannelIcon channel={row.channel} /> {channelName(row.channel, locale)}
          </span>
          <Standing row={row} mine={mine} />
          <UrgencyMark row={row} />
          <VipMark row={row} />
          <DueMark row={row} always />
          <Viewers conversation={row.id} />
        </div>
      </div>
      <div className={styles.actions}>
        {takeable(row, me.id) && (
          <Button
            size="sm"
            leftSection={<IconHandGrab size={16} aria-hidden />}
            loading={steps.busy}
            onClick={steps.take}
          >
            {t("inbox.take")}
          </Button>
        )}
        {mine && (
          <>
            <Button
              className={styles.main}
              size="sm"
              leftSection={<IconCheck size={16} aria-hidden />}
              loading={steps.busy}
              onClick={() => onDialog("resolve")}
            >
              {t("inbox.resolve")}
            </Button>
            <Tooltip label={t("inbox.transfer")}>
              <ActionIcon
                className={styles.wide}
                variant="default"
                size={36}
                aria-label={t("inbox.transfer")}
                onClick={() => onDialog("transfer")}
              >
                <IconArrowsExchange size={18} aria-hidden />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={t("inbox.snooze")}>
              <ActionIcon
                className={styles.wide}
                variant="default"
                size={36}
                aria-label={t("inbox.snooze")}
                onClick={() => onDialog("snooze")}
              >
                <IconMoon size={18} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </>
        )}
        <More row={row} mine={mine} steps={steps} onDialog={onDialog} />
        <Tooltip label={t(card ? "inbox.card.hide" : "inbox.card.show")}>
          <ActionIcon
            variant={card ? "light" : "default"}
            size={36}
            aria-label={t("inbox.card")}
            aria-expanded={card}
            onClick={onCard}
          >
            <IconLayoutSidebarRight size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  );
}

/** Whether this person may take it now: it waits, or the bot has it on loan from them. */
export function takeable(row: Row, me: string): boolean {
  return row.owner === "queue" || (row.owner === "bot" && row.lent_by === me);
}

function Standing({ row, mine }: { row: Row; mine: boolean }) {
  const locale = useLocale();
  const { t } = locale;
  const name = useAssigneeName()(row);
  if (mine) return <span>{t("inbox.with_you")}</span>;
  if (row.owner === "agent")
    return <span>{name === null ? t("inbox.owner.agent") : t("inbox.with", { name })}</span>;
  if (row.owner === "queue" && row.position != null)
    return <span>{t("inbox.position", { position: row.position })}</span>;
  return <span>{t(`inbox.owner.${row.owner}`)}</span>;
}

type MoreProps = Pick<Props, "row" | "mine" | "steps" | "onDialog">;

function More({ row, mine, steps, onDialog }: MoreProps) {
  const { t } = useLocale();
  return (
    <Menu position="bottom-end" withinPortal width={230}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t("inbox.more")}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mine && (
          <>
            <Menu.Item
              leftSection={<IconArrowsExchange size={16} aria-hidden />}
              onClick={() => onDialog("transfer")}
            >
              {t("inbox.transfer")}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconMoon size={16} aria-hidden />}
              onClick={() => onDialog("snooze")}
            >
              {t("inbox.snooze")}
            </Menu.Item>
          </>
        )}
        <Menu.Item leftSection={<IconTag size={16} aria-hidden />} onClick={() => onDialog("tags")}>
          {t("inbox.tags")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTicket size={16} aria-hidden />}
          onClick={() => onDialog("ticket")}
        >
          {t("inbox.ticket.open")}
        </Menu.Item>
        <Menu.Label>{t("inbox.priority")}</Menu.Label>
        {URGENCIES.map((urgency) => (
          <Menu.Item
            key={urgency}
            leftSection={<IconFlag size={16} aria-hidden />}
            rightSection={
              (row.priority ?? row.urgency) === urgency ? <IconCheck size={14} aria-hidden /> : null
            }
            onClick={() => steps.setPriority(urgency)}
          >
            {t(`inbox.urgency.${urgency}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {mine && (
          <>
            <Menu.Item
              leftSection={<IconRobot size={16} aria-hidden />}
              onClick={() => onDialog("bot")}
            >
              {t("inbox.bot_step")}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
              onClick={steps.giveToBot}
            >
              {t("inbox.give_to_bot")}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
              onClick={steps.release}
            >
              {t("inbox.release")}
            </Menu.Item>
          </>
        )}
        <Menu.Item
          leftSection={<IconLink size={16} aria-hidden />}
          onClick={() => void navigator.clipboard?.writeText(location.href)}
        >
          {t("inbox.copy_link")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
