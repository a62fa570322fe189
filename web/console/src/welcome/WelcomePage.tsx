import { Button, Code, Group, Progress, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMay, useStatus } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { Page } from "../shell/Page";
import { ColleagueStep } from "./ColleagueStep";
import { StepCard } from "./StepCard";
import { STEPS, useSteps } from "./steps";
import { TagStep } from "./TagStep";
import { TryStep } from "./TryStep";

/** The way from a fresh start to the first customer, in four steps. */
export function WelcomePage() {
  const { t } = useLocale();
  const admin = useMay("admin");
  const { taken, take, dismiss } = useSteps();
  const company = useStatus().data?.company ?? "";
  return (
    <Page
      title={t("welcome.title")}
      lead={t("welcome.lead")}
      narrow
      actions={
        <Button component={Link} to="/inbox" variant="default" onClick={dismiss}>
          {t(taken.length === STEPS.length ? "welcome.start" : "welcome.dismiss")}
        </Button>
      }
    >
      <Group gap="sm" wrap="nowrap">
        <Progress
          value={(taken.length / STEPS.length) * 100}
          flex={1}
          aria-label={t("welcome.progress")}
        />
        <Text size="sm">{t("welcome.count", { done: taken.length, all: STEPS.length })}</Text>
      </Group>
      <Stack>
        <StepCard
          number={1}
          title={t("welcome.company")}
          lead={t("welcome.company_help")}
          done={taken.includes("company")}
        >
          <Text fw={700} size="xl">
            {company}
          </Text>
          <Text size="sm">
            {t("welcome.company_where")} <Code>bot.yml</Code> (<Code>company.name</Code>)
          </Text>
          <Group>
            <Button variant="light" onClick={() => take("company")}>
              {t("welcome.company_right")}
            </Button>
          </Group>
        </StepCard>
        <TryStep done={taken.includes("bot")} onDone={() => take("bot")} />
        <ColleagueStep
          done={taken.includes("colleague")}
          may={admin}
          onDone={() => take("colleague")}
        />
        <TagStep done={taken.includes("tag")} onDone={() => take("tag")} />
      </Stack>
    </Page>
  );
}
