import type { Action } from "@prosa/shared";
import { useHref, useWidget } from "./context";
import { Icon } from "./Icon";

interface ActionsProps {
  actions: readonly Action[];
  onSay(text: string): void;
}

/** Buttons that say something, open a page, or call a person. */
export function Actions({ actions, onSay }: ActionsProps) {
  return (
    <div className="actions">
      {actions.map((action) => (
        <ActionButton key={`${action.kind} ${action.value}`} action={action} onSay={onSay} />
      ))}
    </div>
  );
}

function ActionButton({ action, onSay }: { action: Action; onSay(text: string): void }) {
  const { chat } = useWidget();
  const href = useHref()(action.value);
  if (action.kind === "open") {
    if (href === null) return null;
    return (
      <a className="action" href={href} target="_blank" rel="noopener noreferrer">
        {action.label}
        <Icon name="out" />
      </a>
    );
  }
  const act = () => (action.kind === "escalate" ? chat.escalate() : onSay(action.value));
  return (
    <button type="button" className="action" onClick={act}>
      {action.label}
    </button>
  );
}
