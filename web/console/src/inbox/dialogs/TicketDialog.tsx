import { Button, Group, Modal, Select, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useLocale } from "../../locale/LocaleProvider";
import type { NewTicket } from "../calls";
import type { Urgency } from "../types";
import { URGENCIES } from "../urgencies";

interface Props {
  opened: boolean;
  onClose: () => void;
  onOpen: (ticket: Omit<NewTicket, "conversation">) => void;
}

/** Opens a ticket for the customer: what takes longer than a conversation. */
export function TicketDialog({ opened, onClose, onOpen }: Props) {
  const { t } = useLocale();
  const [subject, setSubject] = useState("");
  const [description, setDescription] = useState("");
  const [type, setType] = useState("");
  const [urgency, setUrgency] = useState<Urgency>("medium");
  const complete = description.trim() !== "" && type.trim() !== "";
  return (
    <Modal opened={opened} onClose={onClose} title={t("inbox.ticket.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!complete) return;
          onClose();
          const line = subject.trim();
          onOpen({
            type: type.trim(),
            urgency,
            description: description.trim(),
            ...(line === "" ? {} : { subject: line }),
          });
          setSubject("");
          setDescription("");
        }}
      >
        <TextInput
          data-autofocus
          label={t("inbox.ticket.type")}
          placeholder={t("inbox.ticket.type_example")}
          required
          maxLength={60}
          value={type}
          onChange={(event) => setType(event.currentTarget.value)}
        />
        <TextInput
          mt="sm"
          label={t("inbox.ticket.subject")}
          maxLength={200}
          value={subject}
          onChange={(event) => setSubject(event.currentTarget.value)}
        />
        <Textarea
          mt="sm"
          label={t("inbox.ticket.description")}
          required
          autosize
          minRows={3}
          maxRows={10}
          maxLength={4000}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <Select
          mt="sm"
          label={t("inbox.priority")}
          data={URGENCIES.map((value) => ({ value, label: t(`inbox.urgency.${value}`) }))}
          value={urgency}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          onChange={(value) => setUrgency((value ?? "medium") as Urgency)}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {t("inbox.cancel")}
          </Button>
          <Button type="submit" disabled={!complete}>
            {t("inbox.ticket.open")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
