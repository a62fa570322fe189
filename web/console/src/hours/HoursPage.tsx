import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMay } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { Page } from "../shell/Page";
import { Pending } from "../shell/Pending";
import { RefusalAlert } from "../shell/RefusalAlert";
import { hoursQuery, levelsQuery } from "./api";
import { ChannelCard } from "./ChannelCard";
import { LevelsCard } from "./LevelsCard";

/** When people answer, and what customers are promised meanwhile. */
export function HoursPage() {
  const { t } = useLocale();
  const editable = useMay("supervisor");
  const hours = useQuery(hoursQuery);
  const levels = useQuery(levelsQuery);
  const error = hours.error ?? levels.error;
  if (hours.data === undefined || levels.data === undefined)
    return error === null ? <Pending /> : <RefusalAlert error={error} />;
  return (
    <Page title={t("hours.title")} lead={t("hours.lead")}>
      <Stack gap="lg">
        {hours.data.channels.map((one) => (
          <ChannelCard
            // What was saved, here or by a colleague, replaces what stood in the form.
            key={`${one.channel}:${JSON.stringify([one.timezone, one.hours])}`}
            known={one}
            holidays={hours.data.holidays}
            editable={editable}
          />
        ))}
        <LevelsCard
          key={JSON.stringify(levels.data.levels)}
          known={levels.data.levels}
          editable={editable}
        />
      </Stack>
    </Page>
  );
}
