import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { useLocale } from "../../locale/LocaleProvider";
import type { Customer } from "../deskCalls";
import { ContactDialog } from "./ContactDialog";
import styles from "./context.module.css";
import { MergeDialog } from "./MergeDialog";
import { Section } from "./Section";
import { VipSwitch } from "./VipSwitch";

interface Props {
  conversation: string;
  customer: Customer | null;
}

/** Who the customer is, as far as it is known. */
export function Profile({ conversation, customer }: Props) {
  const locale = useLocale();
  const { t } = locale;
  const [dialog, setDialog] = useState<"edit" | "merge" | null>(null);
  if (customer === null)
    return (
      <Section title={t("inbox.customer")}>
        <p className={styles.text}>{t("inbox.customer.unknown")}</p>
      </Section>
    );
  const facts = [
    [t("inbox.customer.name"), customer.name],
    [t("inbox.customer.email"), customer.email],
    [t("inbox.customer.phone"), customer.phone],
    ...Object.entries({ ...customer.profile, ...customer.preferences }).map(
      ([key, value]) => [locale.maybe(`inbox.profile.${key}`) ?? key, value] as const,
    ),
  ].filter((fact): fact is [string, string] => typeof fact[1] === "string" && fact[1] !== "");
  return (
    <Section title={t("inbox.customer")}>
      {facts.length === 0 && <p className={styles.text}>{t("inbox.customer.unknown")}</p>}
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {customer.notes && <p className={styles.text}>{customer.notes}</p>}
      <VipSwitch conversation={conversation} customer={customer} />
      <Group gap={6}>
        <Button size="compact-sm" variant="default" onClick={() => setDialog("edit")}>
          {t("inbox.customer.edit")}
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={() => setDialog("merge")}>
          {t("inbox.customer.merge")}
        </Button>
      </Group>
      <ContactDialog
        opened={dialog === "edit"}
        conversation={conversation}
        customer={customer}
        onClose={() => setDialog(null)}
      />
      <MergeDialog
        opened={dialog === "merge"}
        conversation={conversation}
        customer={customer}
        onClose={() => setDialog(null)}
      />
    </Section>
  );
}
