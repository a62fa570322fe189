import { useLocale } from "./context";

/** Somebody is writing: the bot, or an agent with a name. */
export function Typing({ agentName }: { agentName: string | null }) {
  const { t } = useLocale();
  return (
    <p className="typing">
      <span className="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {agentName === null ? t("typing.bot") : t("typing.agent", { name: agentName })}
    </p>
  );
}
