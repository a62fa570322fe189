import { Button, Checkbox, Group, Stack, Text, TextInput } from "@mantine/core";
import { useLocale } from "../locale/LocaleProvider";
import { type Hours, type Opening, WEEKDAYS, type Weekday } from "./api";
import { evened, stretch, withDay, withoutDay, wrongDays } from "./week";

interface WeekGridProps {
  hours: Hours;
  onChange: (days: Hours["days"]) => void;
}

/** The week, day by day: open or not, from when to when, and how that lies in the day. */
export function WeekGrid({ hours, onChange }: WeekGridProps) {
  const { t } = useLocale();
  const wrong = wrongDays(hours);
  return (
    <Stack gap="xs">
      {WEEKDAYS.map((day) => (
        <Day
          key={day}
          day={day}
          opening={hours.days[day]}
          wrong={wrong.includes(day)}
          onToggle={(open) => onChange(open ? withDay(hours, day) : withoutDay(hours, day))}
          onChange={(opening) => onChange({ ...hours.days, [day]: opening })}
        />
      ))}
      <Group justify="flex-end">
        <Button size="compact-sm" variant="subtle" onClick={() => onChange(evened(hours))}>
          {t("hours.even")}
        </Button>
      </Group>
    </Stack>
  );
}

interface DayProps {
  day: Weekday;
  opening: Opening | undefined;
  wrong: boolean;
  onToggle: (open: boolean) => void;
  onChange: (opening: Opening) => void;
}

function Day({ day, opening, wrong, onToggle, onChange }: DayProps) {
  const { t } = useLocale();
  const name = t(`hours.${day}`);
  return (
    <Group gap="sm" mih={40} role="group" aria-label={name}>
      <Checkbox
        w={{ base: "100%", sm: 150 }}
        label={name}
        checked={opening !== undefined}
        onChange={({ currentTarget }) => onToggle(currentTarget.checked)}
      />
      {opening === undefined ? (
        <Text size="sm" c="dimmed">
          {t("hours.closed")}
        </Text>
      ) : (
        <>
          <Time
            label={t("hours.opens", { day: name })}
            value={opening.opens}
            error={false}
            onChange={(opens) => onChange({ ...opening, opens })}
          />
          <Text size="sm">{t("hours.to")}</Text>
          <Time
            label={t("hours.closes", { day: name })}
            value={opening.closes}
            error={wrong && t("hours.wrong")}
            onChange={(closes) => onChange({ ...opening, closes })}
          />
          <Bar opening={opening} />
        </>
      )}
    </Group>
  );
}

interface TimeProps {
  label: string;
  value: string;
  error: string | false;
  onChange: (value: string) => void;
}

function Time({ label, value, error, onChange }: TimeProps) {
  return (
    <TextInput
      type="time"
      w={130}
      aria-label={label}
      value={value}
      error={error}
      required
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

/** The opening as a piece of the day's 24 hours. The times beside it say the same. */
function Bar({ opening }: { opening: Opening }) {
  const { from, length } = stretch(opening);
  return (
    <div className="prosa-day" aria-hidden>
      <div style={{ marginInlineStart: `${from}%`, width: `${length}%` }} />
    </div>
  );
}
