import { Alert, Button, Loader } from "@mantine/core";
import { useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useMe } from "../../api/session";
import { useLocale } from "../../locale/LocaleProvider";
import { Composer } from "../composer/Composer";
import type { Kind } from "../composer/drafts";
import { addToDraft, kindBegun } from "../composer/useDraft";
import { Dialogs } from "../dialogs/Dialogs";
import type { DialogName } from "../dialogs/dialog";
import type { Log } from "../log/log";
import { useLog } from "../log/logs";
import type { Row } from "../types";
import { CustomerTyping } from "./CustomerTyping";
import styles from "./conversation.module.css";
import { Header, takeable } from "./Header";
import { Timeline } from "./Timeline";
import { useConversationKeys } from "./useConversationKeys";
import { useRow } from "./useRow";
import { useSteps } from "./useSteps";

interface Props {
  id: string;
  /** As the list has it. */
  known: Row | null;
  card: boolean;
  onCard: (shown: boolean) => void;
  onClose: () => void;
}

/** One conversation, from its beginning to what is being written. */
export function Conversation({ id, known, card, onCard, onClose }: Props) {
  const { t } = useLocale();
  const me = useMe();
  const { log, held } = useLog(id);
  const { row, missing } = useRow(id, known, held.log);
  const [kind, setKind] = useState<Kind>(() => kindBegun(id));
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const [noting, setNoting] = useState(false);
  const [retakes, setRetakes] = useState(0);
  const field = useRef<HTMLTextAreaElement>(null);
  const steps = useSteps(id, () => void log.catchUp().catch(() => {}));
  const mine = row?.owner === "agent" && row.assignee === me.id;
  const unread = useRef(known?.unread ?? 0);
  const { ready } = held;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is new is decided once, when one comes
  const readTo = useMemo(
    () => (ready && mine ? readBefore(log.store.get().log, unread.current) : null),
    [ready, log],
  );
  function write(as: Kind) {
    // At once: the next letter is the text's, and would be a shortcut's as long as the field is not there.
    flushSync(() => {
      setKind(as);
      setNoting(as === "note");
    });
    field.current?.focus();
  }
  useConversationKeys({ row, mine, steps, onWrite: write, onDialog: setDialog });

  if (missing)
    return (
      <div className={styles.nobody}>
        <Alert color="red" title={t("inbox.missing")}>
          {t("inbox.missing_hint")}
        </Alert>
        <Button mt="md" variant="default" onClick={onClose}>
          {t("inbox.back")}
        </Button>
      </div>
    );
  if (row === null || !held.ready)
    return (
      <div className={styles.nobody}>
        {held.failed ? (
          <Button variant="default" onClick={() => void log.older()}>
            {t("inbox.older_failed")}
          </Button>
        ) : (
          <Loader aria-label={t("inbox.loading")} />
        )}
      </div>
    );
  return (
    <section className={styles.pane} aria-label={t("inbox.conversation")}>
      <Header
        row={row}
        mine={mine}
        steps={steps}
        card={card}
        onBack={onClose}
        onCard={() => onCard(!card)}
        onDialog={setDialog}
      />
      <Timeline
        id={id}
        log={log}
        held={held}
        reached={row}
        readTo={readTo}
        onRetake={(text, as) => {
          addToDraft(id, as, text);
          setRetakes(retakes + 1);
          write(as);
        }}
      />
      <CustomerTyping conversation={id} />
      {mine || noting ? (
        <Composer
          key={`${retakes} ${mine}`}
          conversation={id}
          log={held.log}
          kind={mine ? kind : "note"}
          onKind={write}
          field={field}
          notesOnly={!mine}
        />
      ) : (
        <Closed row={row} busy={steps.busy} onTake={steps.take} onNote={() => write("note")} />
      )}
      <Dialogs row={row} dialog={dialog} steps={steps} onClose={() => setDialog(null)} />
    </section>
  );
}

interface ClosedProps {
  row: Row;
  busy: boolean;
  onTake: () => void;
  onNote: () => void;
}

/** Where one would write, were the conversation one's own: why not, and what to do about it. */
function Closed({ row, busy, onTake, onNote }: ClosedProps) {
  const { t } = useLocale();
  const me = useMe();
  return (
    <div className={styles.closed}>
      <span>{t(row.lent_by === me.id ? "inbox.closed.lent" : `inbox.closed.${row.owner}`)}</span>
      {takeable(row, me.id) && (
        <Button size="sm" loading={busy} onClick={onTake}>
          {t("inbox.take")}
        </Button>
      )}
      <Button size="sm" variant="default" onClick={onNote}>
        {t("inbox.keys.note")}
      </Button>
    </div>
  );
}

/** Up to where the agent had read, of whom so many messages of the customer were not seen; null: all is read. */
function readBefore({ events }: Log, unread: number): number | null {
  const said = events.filter(
    ({ source, data }) => source === "customer" && data.kind === "message",
  );
  const first = said.at(-unread);
  return unread === 0 || first === undefined ? null : first.offset - 1;
}
