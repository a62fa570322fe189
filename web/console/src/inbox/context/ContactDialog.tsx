import { Button, Group, Modal, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLocale } from "../../locale/LocaleProvider";
import * as desk from "../deskCalls";
import { refreshRows } from "../rows/useRows";
import { useRefused } from "../useRefused";

interface Props {
  opened: boolean;
  conversation: string;
  customer: desk.Customer;
  onClose: () => void;
}

/** What is known of the customer, to be put right. */
export function ContactDialog({ opened, conversation, customer, onClose }: Props) {
  const { t } = useLocale();
  const client = useQueryClient();
  const refused = useRefused();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [phone, setPhone] = useState("");
  const [notes, setNotes] = useState("");
  useEffect(() => {
    if (!opened) return;
    setName(customer.name ?? "");
    setEmail(customer.email ?? "");
    setPhone(customer.phone ?? "");
    setNotes(customer.notes ?? "");
  }, [opened, customer]);
  const save = useMutation({
    mutationFn: () =>
      desk.editContact(customer.id, {
        name: name.trim(),
        email: email.trim(),
        phone: phone.trim(),
        notes: notes.trim(),
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["inbox", "context", conversation] });
      void client.invalidateQueries({ queryKey: ["inbox", "row", conversation] });
      refreshRows(client);
      onClose();
    },
    onError: refused,
  });
  return (
    <Modal opened={opened} onClose={onClose} title={t("inbox.customer.edit_title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextInput
          data-autofocus
          label={t("inbox.customer.name")}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          mt="sm"
          type="email"
          label={t("inbox.customer.email")}
          value={email}
          maxLength={200}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <TextInput
          mt="sm"
          type="tel"
          label={t("inbox.customer.phone")}
          value={phone}
          maxLength={40}
          onChange={(event) => setPhone(event.currentTarget.value)}
        />
        <Textarea
          mt="sm"
          label={t("inbox.customer.notes")}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={4000}
          value={notes}
          onChange={(event) => setNotes(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {t("inbox.cancel")}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t("inbox.save")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
