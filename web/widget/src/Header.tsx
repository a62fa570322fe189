import type { ChatState } from "@prosa/shared";
import { useLocale, useWidget } from "./context";
import { Icon } from "./Icon";

interface HeaderProps {
  state: ChatState;
  onClose(): void;
  onEscalated(): void;
}

/** Who one talks to, whether the line is up, and the way to a person. */
export function Header({ state, onClose, onEscalated }: HeaderProps) {
  const { chat } = useWidget();
  const { t } = useLocale();
  const { connection, assistant, standing, outbox } = state;
  const assistantName = assistant?.name ?? t("header.assistant");
  const withAgent = standing.owner === "agent";
  const title = withAgent ? (standing.agentName ?? t("sender.agent")) : assistantName;
  const called =
    withAgent || standing.owner === "queue" || outbox.some((item) => item.kind === "escalate");

  return (
    <div className="header">
      <span className="avatar" aria-hidden="true">
        {withAgent ? <Icon name="person" /> : <Icon name="chat" />}
      </span>
      <div className="who">
        <h2 className="title">{title}</h2>
        <p className="line">
          <span role="status" className={`connection ${connection}`}>
            {t(`connection.${connection}`)}
          </span>
          {assistant !== null && <span className="company"> · {assistant.company}</span>}
        </p>
      </div>
      {!called && (
        <button
          type="button"
          className="human"
          onClick={() => {
            chat.escalate();
            onEscalated();
          }}
        >
          {t("header.human")}
        </button>
      )}
      <button type="button" className="close" aria-label={t("header.close")} onClick={onClose}>
        <Icon name="close" />
      </button>
    </div>
  );
}
