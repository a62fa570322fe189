import type { Steps } from "../conversation/useSteps";
import type { Row } from "../types";
import { BotStepDialog } from "./BotStepDialog";
import type { DialogName } from "./dialog";
import { ResolveDialog } from "./ResolveDialog";
import { SnoozeDialog } from "./SnoozeDialog";
import { TagsDialog } from "./TagsDialog";
import { TicketDialog } from "./TicketDialog";
import { TransferDialog } from "./TransferDialog";

interface Props {
  row: Row;
  dialog: DialogName | null;
  steps: Steps;
  onClose: () => void;
}

/** The dialogs of a conversation, of which one at most is open. */
export function Dialogs({ row, dialog, steps, onClose }: Props) {
  const when = (name: DialogName) => ({ opened: dialog === name, onClose });
  return (
    <>
      <ResolveDialog {...when("resolve")} onResolve={steps.resolve} />
      <TransferDialog
        key={`${row.id} ${row.owner} ${row.assignee ?? ""} ${row.team ?? ""}`}
        {...when("transfer")}
        onTransfer={steps.transfer}
      />
      <SnoozeDialog
        {...when("snooze")}
        snoozed={row.snoozed_until != null}
        onSnooze={steps.snooze}
      />
      <TagsDialog {...when("tags")} tags={row.tags ?? NONE} onChange={steps.setTags} />
      <TicketDialog {...when("ticket")} onOpen={steps.openTicket} />
      <BotStepDialog {...when("bot")} onRun={steps.botStep} />
    </>
  );
}

const NONE: readonly string[] = [];
