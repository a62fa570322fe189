import { Alert, Button, Group, Modal, Radio, Stack, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refusal } from "../../api/client";
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

/** Makes one of two contacts that are the same person. */
export function MergeDialog({ opened, conversation, customer, onClose }: Props) {
  const { t } = useLocale();
  const client = useQueryClient();
  const refused = useRefused();
  const [words, setWords] = useState("");
  const [other, setOther] = useState<string | null>(null);
  const [twoCustomers, setTwoCustomers] = useState(false);
  const [query] = useDebouncedValue(words.trim(), 300);
  const { data = [] } = useQuery({
    queryKey: ["inbox", "contacts", query],
    queryFn: () => desk.contacts(query),
    enabled: opened && query.length > 1,
    retry: false,
  });
  const merge = useMutation({
    mutationFn: (from: string) => desk.mergeContacts(customer.id, from, twoCustomers),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["inbox", "context", conversation] });
      void client.invalidateQueries({ queryKey: ["inbox", "row", conversation] });
      refreshRows(client);
      onClose();
    },
    onError: (error) => {
      if (error instanceof Refusal && error.code === "two_customers") setTwoCustomers(true);
      else refused(error);
    },
  });
  return (
    <Modal opened={opened} onClose={onClose} title={t("inbox.merge.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (other !== null) merge.mutate(other);
        }}
      >
        <TextInput
          data-autofocus
          type="search"
          label={t("inbox.merge.search")}
          description={t("inbox.merge.hint")}
          value={words}
          maxLength={100}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Radio.Group
          mt="md"
          value={other}
          onChange={(id) => {
            setOther(id);
            setTwoCustomers(false);
          }}
          aria-label={t("inbox.merge.found")}
        >
          <Stack gap={8}>
            {data
              .filter(({ id }) => id !== customer.id)
              .map(({ id, name, email, phone }) => (
                <Radio
                  key={id}
                  value={id}
                  label={
                    name ||
                    email ||
                    phone ||
                    t("inbox.visitor", { code: id.slice(0, 4).toUpperCase() })
                  }
                  description={[email, phone].filter(Boolean).join(" · ")}
                />
              ))}
          </Stack>
        </Radio.Group>
        {other !== null && (
          <Alert mt="md" color="yellow">
            {t(twoCustomers ? "inbox.merge.two_customers" : "inbox.merge.warning")}
          </Alert>
        )}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {t("inbox.cancel")}
          </Button>
          <Button type="submit" disabled={other === null} loading={merge.isPending}>
            {t("inbox.customer.merge")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
