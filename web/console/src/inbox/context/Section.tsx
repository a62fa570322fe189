import type { ReactNode } from "react";
import styles from "./context.module.css";

/** A part of the card that can be folded away. */
export function Section({
  title,
  count,
  children,
}: {
  title: string;
  count?: number;
  children: ReactNode;
}) {
  return (
    <details className={styles.section} open>
      <summary>
        {title}
        {count !== undefined && <span> · {count}</span>}
      </summary>
      {children}
    </details>
  );
}
