import { Switch } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocale } from "../../locale/LocaleProvider";
import * as desk from "../deskCalls";
import { refreshRows } from "../rows/useRows";
import { useRefused } from "../useRefused";

interface Props {
  conversation: string;
  customer: desk.Customer;
}

/** Whether the customer comes first among equals: at once for who waits. */
export function VipSwitch({ conversation, customer }: Props) {
  const { t } = useLocale();
  const client = useQueryClient();
  const refused = useRefused();
  const mark = useMutation({
    mutationFn: (vip: boolean) => desk.editContact(customer.id, { vip }),
    onSettled: async () => {
      refreshRows(client);
      await client.invalidateQueries({ queryKey: ["inbox", "context", conversation] });
    },
    onError: refused,
  });
  return (
    <Switch
      size="sm"
      my="xs"
      label={t("inbox.customer.vip")}
      checked={mark.isPending ? mark.variables : (customer.vip ?? false)}
      disabled={mark.isPending}
      onChange={(event) => mark.mutate(event.currentTarget.checked)}
    />
  );
}
