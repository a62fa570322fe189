import { Badge, Button, Group, Select, Stack, Switch } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useLocale } from "../locale/LocaleProvider";
import { Card } from "../shell/Card";
import { RefusalAlert } from "../shell/RefusalAlert";
import { type ChannelHours, useResetHours, useSaveHours } from "./api";
import { ClosedDates } from "./ClosedDates";
import { OutsideFields } from "./OutsideFields";
import { WeekGrid } from "./WeekGrid";
import { isAlwaysOpen, isWanting, trimmed, usualWeek, wrongDays } from "./week";
import { zones } from "./zones";

interface ChannelCardProps {
  known: ChannelHours;
  /** National ones, by date. */
  holidays: Record<string, string>;
  editable: boolean;
}

/** When people answer in one channel. */
export function ChannelCard({ known, holidays, editable }: ChannelCardProps) {
  const { t, maybe } = useLocale();
  const [timezone, setTimezone] = useState(known.timezone);
  const [hours, setHours] = useState(() => trimmed(known.hours));
  const save = useSaveHours();
  const reset = useResetHours();
  const always = isAlwaysOpen(hours);
  const wrong = wrongDays(hours);
  const done = () => notifications.show({ color: "teal", message: t("shell.saved") });
  return (
    <Card
      title={maybe(`hours.channel_${known.channel}`) ?? known.channel}
      lead={t(known.own ? "hours.own" : "hours.from_pack")}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ channel: known.channel, timezone, hours }, { onSuccess: done });
        }}
      >
        <fieldset disabled={!editable} className="prosa-plain">
          <Stack>
            <Group justify="space-between">
              <Switch
                label={t("hours.always")}
                checked={always}
                onChange={({ currentTarget }) =>
                  setHours({ ...hours, days: currentTarget.checked ? {} : usualWeek() })
                }
              />
              <Badge variant="light" color={known.open ? "teal" : "gray"}>
                {t(known.open ? "hours.open_now" : "hours.closed_now")}
              </Badge>
            </Group>
            {!always && (
              <WeekGrid hours={hours} onChange={(days) => setHours({ ...hours, days })} />
            )}
            <Select
              label={t("hours.timezone")}
              data={zones(timezone)}
              value={timezone}
              onChange={(zone) => setTimezone(zone ?? timezone)}
              allowDeselect={false}
              searchable
              maw={360}
            />
            <ClosedDates
              hours={hours}
              holidays={holidays}
              onChange={(changes) => setHours({ ...hours, ...changes })}
            />
            <OutsideFields
              channel={known.channel}
              timezone={timezone}
              hours={hours}
              onChange={(outside) => setHours({ ...hours, outside })}
            />
            <RefusalAlert error={save.error} />
            {editable && (
              <Group justify="flex-end">
                {known.own && (
                  <Button
                    variant="subtle"
                    color="gray"
                    onClick={() => reset.mutate(known.channel, { onSuccess: done })}
                  >
                    {t("hours.reset")}
                  </Button>
                )}
                <Button
                  type="submit"
                  disabled={wrong.length > 0 || isWanting(hours.outside)}
                  loading={save.isPending}
                >
                  {t("shell.save")}
                </Button>
              </Group>
            )}
          </Stack>
        </fieldset>
      </form>
    </Card>
  );
}
