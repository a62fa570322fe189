/** What an agent does with a conversation. Refusals are told in words; what changed shows at once. */

import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocale } from "../../locale/LocaleProvider";
import * as calls from "../calls";
import { refreshRows, showRows } from "../rows/useRows";
import type { Row, Urgency } from "../types";
import { useRefused } from "../useRefused";

export interface Steps {
  busy: boolean;
  take: () => void;
  release: () => void;
  giveToBot: () => void;
  resolve: (reason: string | null) => void;
  transfer: (to: { agent?: string; team?: string; note?: string }) => void;
  snooze: (until: string | null) => void;
  setTags: (tags: readonly string[]) => void;
  setPriority: (priority: Urgency) => void;
  botStep: (form: string) => void;
  openTicket: (ticket: Omit<calls.NewTicket, "conversation">) => void;
}

/** `after` is called with what became of the conversation once a step has been done. */
export function useSteps(id: string, after: (row: Row | null) => void = () => {}): Steps {
  const client = useQueryClient();
  const refused = useRefused();
  const { t } = useLocale();
  const { mutate, isPending } = useMutation({
    mutationFn: (step: Step) => step.run(),
    onSuccess: (row, { done }) => {
      const changed = isRow(row) ? row : null;
      if (changed !== null) showRows(client, [changed]);
      if (done !== undefined) notifications.show({ message: done, color: "teal" });
      after(changed);
    },
    onError: refused,
    onSettled: () => {
      refreshRows(client);
      void client.invalidateQueries({ queryKey: ["inbox", "row", id] });
      void client.invalidateQueries({ queryKey: ["inbox", "context", id] });
      // What has been tagged anew can be filtered by.
      void client.invalidateQueries({ queryKey: ["inbox", "tags"] });
    },
  });
  const step = (run: Step["run"], done?: string) =>
    mutate(done === undefined ? { run } : { run, done });
  return {
    busy: isPending,
    take: () => step(() => calls.take(id)),
    release: () => step(() => calls.release(id), t("inbox.done.release")),
    giveToBot: () => step(() => calls.giveToBot(id), t("inbox.done.bot")),
    resolve: (reason) => step(() => calls.resolve(id, reason), t("inbox.done.resolve")),
    transfer: (to) => step(() => calls.transfer(id, to), t("inbox.done.transfer")),
    snooze: (until) =>
      step(
        () => calls.snooze(id, until),
        t(until === null ? "inbox.done.wake" : "inbox.done.snooze"),
      ),
    setTags: (tags) => step(() => calls.setTags(id, tags)),
    setPriority: (priority) => step(() => calls.setPriority(id, priority)),
    botStep: (form) => step(() => calls.botStep(id, form), t("inbox.done.bot_step")),
    openTicket: (ticket) =>
      step(() => calls.openTicket({ ...ticket, conversation: id }), t("inbox.done.ticket")),
  };
}

interface Step {
  run: () => Promise<unknown>;
  /** What the person is told. */
  done?: string;
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && "owner" in value && "last_offset" in value;
}
