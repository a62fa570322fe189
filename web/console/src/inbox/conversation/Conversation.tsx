import { Alert, Button, Loader } from "@mantine/core";
import { useRef, useState } from "react";
import { useMe } from "../../api/session";
import { useLocale } from "../../locale/LocaleProvider";
import { Composer } from "../composer/Composer";
import type { Kind } from "../composer/drafts";
import { addToDraft } from "../composer/useDraft";
import { Dialogs } from "../dialogs/Dialogs";
import type { DialogName } from "../dialogs/dialog";
import { useLog } from "../log/logs";
import type { Row } from "../types";
import { CustomerTyping } from "./CustomerTyping";
import styles from "./conversation.module.css";
import { Header } from "./Header";
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
  const [kind, setKind] = useState<Kind>("reply");
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const [retakes, setRetakes] = useState(0);
  const field = useRef<HTMLTextAreaElement>(null);
  const steps = useSteps(id, () => void log.catchUp().catch(() => {}));
  const [readTo] = useState(() => readToOf(known));

  const mine = row?.owner === "agent" && row.assignee === me.id;
  function write(as: Kind) {
    setKind(as);
    requestAnimationFrame(() => field.current?.focus());
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
        readTo={readTo}
        onRetake={(text, as) => {
          addToDraft(id, as, text);
          setRetakes(retakes + 1);
          write(as);
        }}
      />
      <CustomerTyping conversation={id} />
      {mine ? (
        <Composer
          key={retakes}
          conversation={id}
          log={held.log}
          kind={kind}
          onKind={write}
          field={field}
        />
      ) : (
        <Closed row={row} busy={steps.busy} onTake={steps.take} />
      )}
      <Dialogs row={row} dialog={dialog} steps={steps} onClose={() => setDialog(null)} />
    </section>
  );
}

/** Where one would write, were the conversation one's own: why not, and what to do about it. */
function Closed({ row, busy, onTake }: { row: Row; busy: boolean; onTake: () => void }) {
  const { t } = useLocale();
  return (
    <div className={styles.closed}>
      <span>{t(`inbox.closed.${row.owner}`)}</span>
      {row.owner === "queue" && (
        <Button size="sm" loading={busy} onClick={onTake}>
          {t("inbox.take")}
        </Button>
      )}
    </div>
  );
}

/** Up to where the agent had read when they came; null: nothing is new. */
function readToOf(row: Row | null): number | null {
  const unread = row?.unread ?? 0;
  return row === null || unread === 0 ? null : row.last_offset - unread;
}
