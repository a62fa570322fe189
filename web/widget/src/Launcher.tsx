import type { Ref } from "react";
import { useLocale } from "./context";
import { Icon } from "./Icon";

interface LauncherProps {
  open: boolean;
  unread: number;
  onClick(): void;
  ref: Ref<HTMLButtonElement>;
}

/** The round button in the corner, with how many messages wait. */
export function Launcher({ open, unread, onClick, ref }: LauncherProps) {
  const { t, count } = useLocale();
  const label = t(open ? "launcher.close" : "launcher.open");
  return (
    <button
      ref={ref}
      type="button"
      className="launcher"
      aria-expanded={open}
      aria-label={unread > 0 ? `${label}, ${count("launcher.unread", unread)}` : label}
      onClick={onClick}
    >
      <Icon name={open ? "chevron" : "chat"} />
      {unread > 0 && (
        <span key={unread} className="badge" aria-hidden="true">
          {unread > 9 ? "9+" : unread}
        </span>
      )}
    </button>
  );
}
