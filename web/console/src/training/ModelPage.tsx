import { Button, Checkbox, Group, Progress, Stack, Text } from "@mantine/core";
import { IconSchool } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLocale } from "../locale/LocaleProvider";
import { Card } from "../shell/Card";
import { RefusalAlert } from "../shell/RefusalAlert";
import { type Run, trainingQuery, useTrain } from "./api";
import { intentsQuery } from "./intents";
import { TrialReport } from "./TrialReport";
import { Versions } from "./Versions";

/** Training on what was accepted, what it gains and loses, and the way back. */
export function ModelPage() {
  const locale = useLocale();
  const { t } = locale;
  const [evenIfWorse, setEvenIfWorse] = useState(false);
  const run = useQuery(trainingQuery);
  const intents = useQuery(intentsQuery);
  const train = useTrain();
  const learned = (intents.data ?? []).reduce((sum, intent) => sum + intent.learned, 0);
  const running = run.data?.state === "running";
  useNews(run.data ?? null);
  return (
    <Stack>
      <Card title={t("training.train")} lead={t("training.train_lead")}>
        <Text size="sm">{locale.count("training.learned", learned)}</Text>
        <Checkbox
          label={t("training.even_if_worse")}
          description={t("training.even_if_worse_help")}
          checked={evenIfWorse}
          onChange={({ currentTarget }) => setEvenIfWorse(currentTarget.checked)}
        />
        <RefusalAlert error={train.error} />
        <Group justify="flex-end">
          <Button
            leftSection={<IconSchool size={18} aria-hidden />}
            loading={train.isPending}
            disabled={running}
            onClick={() => train.mutate(evenIfWorse)}
          >
            {t("training.start")}
          </Button>
        </Group>
        {run.data != null && <Progressing run={run.data} />}
      </Card>
      {run.data?.result != null && <TrialReport result={run.data.result} />}
      <Versions />
    </Stack>
  );
}

/** When a training ends there may be another model. */
function useNews(run: Run | null) {
  const client = useQueryClient();
  const ended = run?.ended_at ?? null;
  useEffect(() => {
    if (ended !== null) void client.invalidateQueries({ queryKey: ["learning", "models"] });
  }, [client, ended]);
}

function Progressing({ run }: { run: Run }) {
  const { t } = useLocale();
  if (run.state === "failed")
    return <Text c="var(--mantine-color-error)">{run.problem ?? t("training.failed")}</Text>;
  return (
    <div>
      <Progress
        value={run.progress * 100}
        animated={run.state === "running"}
        aria-label={t("training.progress")}
      />
      <Text size="sm" mt={4} role="status">
        {run.state === "running" ? run.step : t("training.done")}
      </Text>
    </div>
  );
}
