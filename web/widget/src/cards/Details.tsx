import type { ReactNode } from "react";

/** Names and values below each other; a value that is missing takes its line with it. */
export function Details({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  const present = rows.filter(([, value]) => value !== null && value !== undefined && value !== "");
  if (present.length === 0) return null;
  return (
    <dl className="details">
      {present.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
