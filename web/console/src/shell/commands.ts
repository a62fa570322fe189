/** What can be done from the command palette (Ctrl/⌘ K). */
import type { ReactNode } from "react";
import { useEffectEvent, useMemo } from "react";
import { Registry, useOffer } from "./registry";

export interface Command {
  /** Unique on the screen, e.g. `inbox.resolve`. */
  id: string;
  label: string;
  run: () => void;
  description?: string;
  /** Further words that find it. */
  keywords?: string;
  /** The key that does the same, as `useShortcut` takes it. */
  shortcut?: string;
  icon?: ReactNode;
}

export const commands = new Registry<Command>();

/** Puts commands into the palette while the component is shown. They are told apart by id and label. */
export function useCommands(list: readonly Command[]): void {
  const run = useEffectEvent((id: string) => list.find((command) => command.id === id)?.run());
  const written = JSON.stringify(
    list.map(({ id, label, description }) => [id, label, description]),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: what a command says is all that the palette shows
  const offers = useMemo(
    () => list.map((command) => ({ ...command, run: () => run(command.id) })),
    [written],
  );
  useOffer(commands, offers);
}
