import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMay } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { Page } from "../shell/Page";
import { ColleagueStep } from "./ColleagueStep";
import { CompanyStep } from "./CompanyStep";
import { STEPS, useSteps } from "./steps";
import { TagStep } from "./TagStep";
import { TryStep } from "./TryStep";

/** The way from a fresh start to the first customer, in four steps. */
export function WelcomePage() {
  const { t } = useLocale();
  const admin = useMay("admin");
  const { taken, take, dismiss } = useSteps();
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
        <CompanyStep done={taken.includes("company")} may={admin} onDone={() => take("company")} />
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
