import { useMe } from "../../api/session";
import { useLocale } from "../../locale/LocaleProvider";
import { type Command, useCommands } from "../../shell/commands";
import { useShortcut } from "../../shell/shortcuts";
import type { Kind } from "../composer/drafts";
import type { DialogName } from "../dialogs/dialog";
import type { Row } from "../types";
import { takeable } from "./Header";
import type { Steps } from "./useSteps";

interface Parts {
  row: Row | null;
  mine: boolean;
  steps: Steps;
  onWrite: (kind: Kind) => void;
  onDialog: (dialog: DialogName) => void;
}

/** Everything that can be done with the open conversation, by a key and from the palette. */
export function useConversationKeys({ row, mine, steps, onWrite, onDialog }: Parts): void {
  const { t } = useLocale();
  const me = useMe();
  const waits = row !== null && takeable(row, me.id);
  const known = row !== null;
  useShortcut("r", t("inbox.keys.reply"), () => onWrite("reply"), { enabled: mine });
  useShortcut("n", t("inbox.keys.note"), () => onWrite("note"), { enabled: known });
  useShortcut("t", t("inbox.keys.take"), () => steps.take(), { enabled: waits });
  useShortcut("e", t("inbox.keys.resolve"), () => onDialog("resolve"), { enabled: mine });
  useShortcut("m", t("inbox.keys.transfer"), () => onDialog("transfer"), { enabled: mine });
  useShortcut("s", t("inbox.keys.snooze"), () => onDialog("snooze"), { enabled: mine });
  useShortcut("l", t("inbox.keys.tags"), () => onDialog("tags"), { enabled: known });

  const own: Command[] = [
    {
      id: "inbox.reply",
      label: t("inbox.keys.reply"),
      shortcut: "r",
      run: () => onWrite("reply"),
    },
    {
      id: "inbox.resolve",
      label: t("inbox.keys.resolve"),
      shortcut: "e",
      run: () => onDialog("resolve"),
    },
    {
      id: "inbox.transfer",
      label: t("inbox.keys.transfer"),
      shortcut: "m",
      run: () => onDialog("transfer"),
    },
    {
      id: "inbox.snooze",
      label: t("inbox.keys.snooze"),
      shortcut: "s",
      run: () => onDialog("snooze"),
    },
    { id: "inbox.bot_step", label: t("inbox.bot_step"), run: () => onDialog("bot") },
    { id: "inbox.give_to_bot", label: t("inbox.give_to_bot"), run: steps.giveToBot },
    { id: "inbox.release", label: t("inbox.release"), run: steps.release },
  ];
  const anyone: Command[] = [
    { id: "inbox.note", label: t("inbox.keys.note"), shortcut: "n", run: () => onWrite("note") },
    { id: "inbox.tags", label: t("inbox.keys.tags"), shortcut: "l", run: () => onDialog("tags") },
    { id: "inbox.ticket", label: t("inbox.ticket.open"), run: () => onDialog("ticket") },
  ];
  const waiting: Command[] = [
    { id: "inbox.take", label: t("inbox.keys.take"), shortcut: "t", run: steps.take },
  ];
  useCommands([...(waits ? waiting : []), ...(mine ? own : []), ...(known ? anyone : [])]);
}
