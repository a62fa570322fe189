import { Button, Group, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../api/call";
import { queries } from "../api/queries";
import { statusQuery, useStatus } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { RefusalAlert } from "../shell/RefusalAlert";
import { StepCard } from "./StepCard";

interface CompanyStepProps {
  done: boolean;
  /** Only admins name the company. */
  may: boolean;
  onDone: () => void;
}

/** What the bot calls the company, and customers see. */
export function CompanyStep({ done, may, onDone }: CompanyStepProps) {
  const { t } = useLocale();
  const company = useStatus().data?.company ?? "";
  return (
    <StepCard number={1} title={t("welcome.company")} lead={t("welcome.company_help")} done={done}>
      {may ? (
        <Naming key={company} company={company} onDone={onDone} />
      ) : (
        <Text fw={700} size="xl">
          {company}
        </Text>
      )}
    </StepCard>
  );
}

function Naming({ company, onDone }: { company: string; onDone: () => void }) {
  const { t } = useLocale();
  const [name, setName] = useState(company);
  const wanted = name.trim();
  const naming = useMutation({
    mutationFn: () => call<unknown>("PUT", "/api/people/company", { name: wanted }),
    meta: { shown: true },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: statusQuery.queryKey });
      onDone();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted === company) onDone();
        else naming.mutate();
      }}
    >
      <Group align="end">
        <TextInput
          label={t("welcome.company_name")}
          value={name}
          maxLength={80}
          flex={1}
          miw={200}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="light" disabled={wanted === ""} loading={naming.isPending}>
          {t(wanted === company ? "welcome.company_right" : "welcome.company_save")}
        </Button>
      </Group>
      {naming.error !== null && <RefusalAlert error={naming.error} />}
    </form>
  );
}
