import { Button, Group, Pill, Stack, Switch, Text, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useLocale } from "../locale/LocaleProvider";
import type { Hours } from "./api";

interface ClosedDatesProps {
  hours: Hours;
  holidays: Record<string, string>;
  onChange: (changes: Pick<Hours, "holidays" | "closed_on">) => void;
}

/** Days on which nobody answers: national holidays, and the company's own. */
export function ClosedDates({ hours, holidays, onChange }: ClosedDatesProps) {
  const { t } = useLocale();
  const { holidays: which, closed_on } = hours;
  return (
    <Stack gap="xs">
      <Switch
        label={t("hours.national")}
        checked={which === "national"}
        onChange={({ currentTarget }) =>
          onChange({ closed_on, holidays: currentTarget.checked ? "national" : "none" })
        }
      />
      {which === "national" && <Upcoming holidays={holidays} />}
      <OwnDates
        dates={closed_on}
        onChange={(dates) => onChange({ holidays: which, closed_on: dates })}
      />
    </Stack>
  );
}

const SHOWN = 4;

function Upcoming({ holidays }: { holidays: Record<string, string> }) {
  const locale = useLocale();
  const today = new Date().toISOString().slice(0, 10);
  const next = Object.entries(holidays)
    .filter(([date]) => date >= today)
    .sort(([a], [b]) => a.localeCompare(b))
    .slice(0, SHOWN)
    .map(([date, name]) => `${name} (${dayOf(date, locale.name)})`);
  return (
    <Text size="sm" c="dimmed">
      {locale.t("hours.next_holidays", { list: next.join(", ") })}
    </Text>
  );
}

function OwnDates({ dates, onChange }: { dates: string[]; onChange: (dates: string[]) => void }) {
  const locale = useLocale();
  const { t } = locale;
  const [chosen, setChosen] = useState("");
  const add = () => {
    if (chosen === "") return;
    onChange([...new Set([...dates, chosen])].sort());
    setChosen("");
  };
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500} id="hours-own-dates">
        {t("hours.own_dates")}
      </Text>
      <Group gap="xs" role="group" aria-labelledby="hours-own-dates">
        {dates.map((date) => (
          <Pill
            key={date}
            size="md"
            withRemoveButton
            onRemove={() => onChange(dates.filter((one) => one !== date))}
            removeButtonProps={{
              "aria-label": t("hours.remove_date", { date: dayOf(date, locale.name) }),
              "aria-hidden": false,
              tabIndex: 0,
            }}
          >
            {dayOf(date, locale.name)}
          </Pill>
        ))}
        <TextInput
          type="date"
          aria-label={t("hours.new_date")}
          value={chosen}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        />
        <Button variant="default" onClick={add} leftSection={<IconPlus size={16} aria-hidden />}>
          {t("hours.add_date")}
        </Button>
      </Group>
    </Stack>
  );
}

/** A date without an hour belongs to no time zone. */
function dayOf(date: string, locale: string): string {
  const moment = Date.parse(`${date}T12:00:00Z`);
  if (!Number.isFinite(moment)) return date;
  return new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  }).format(moment);
}
