import type { ReactNode } from "react";
import { useLocale } from "../context";

interface BubbleProps {
  from: "customer" | "bot" | "agent";
  sender: string;
  /** Milliseconds since 1970; null for what has no time, like the greeting. */
  at: number | null;
  /** The line before is of the same sender, and fresh: the name need not be repeated. */
  follows: boolean;
  /** It was already on the screen while it was written. */
  grown?: boolean;
  /** Cards and buttons below the text. */
  below?: ReactNode;
  /** Beside the time. */
  status?: ReactNode;
  children: ReactNode;
}

/** Something said: who, what, when. */
export function Bubble(props: BubbleProps) {
  const { from, sender, at, follows, grown = false, below, status, children } = props;
  const locale = useLocale();
  return (
    <div className={`message ${from}${follows ? " follows" : ""}${grown ? " grown" : ""}`}>
      <p className={follows || from !== "agent" ? "sender hidden" : "sender"}>{sender}</p>
      {children !== null && (
        <div className="bubble" dir="auto">
          {children}
        </div>
      )}
      {below}
      {(at !== null || status !== undefined) && (
        <p className="meta">
          {at !== null && <time dateTime={isoTime(at)}>{locale.time(at)}</time>}
          {status}
        </p>
      )}
    </div>
  );
}

function isoTime(at: number): string | undefined {
  return Number.isFinite(at) ? new Date(at).toISOString() : undefined;
}
