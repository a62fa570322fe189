import {
  ActionIcon,
  Badge,
  Button,
  CloseButton,
  Group,
  Popover,
  Select,
  Stack,
} from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useLocale } from "../../locale/LocaleProvider";
import { type Filters, NARROWING, type Narrowing, SLA } from "../filters";
import { channelName } from "../naming";
import { useTags, useTeams } from "../people";
import styles from "./rows.module.css";

const CHANNELS = ["web", "whatsapp", "telegram", "messenger"] as const;

interface Props {
  filters: Filters;
  onChoose: (filters: Filters) => void;
}

interface Option {
  value: string;
  label: string;
}

/** What a list can be narrowed to. */
function useOptions(): Record<Narrowing, Option[]> {
  const locale = useLocale();
  const teams = useTeams();
  const tags = useTags();
  return {
    team: teams.map(({ id, name }) => ({ value: id, label: name })),
    tag: tags.map(({ name }) => ({ value: name, label: name })),
    channel: CHANNELS.map((value) => ({ value, label: channelName(value, locale) })),
    sla: SLA.map((value) => ({ value, label: locale.t(`inbox.sla.${value}`) })),
  };
}

export function FilterMenu({ filters, onChoose }: Props) {
  const { t } = useLocale();
  const options = useOptions();
  const chosen = NARROWING.filter((one) => filters[one] !== undefined).length;
  return (
    <Popover position="bottom-end" width={260} trapFocus withinPortal shadow="md">
      <Popover.Target>
        <ActionIcon
          variant={chosen > 0 ? "light" : "default"}
          size={36}
          aria-label={t("inbox.filter")}
          title={t("inbox.filter")}
        >
          <IconFilter size={18} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {NARROWING.map((one) => (
            <Select
              key={one}
              label={t(`inbox.filter.${one}`)}
              placeholder={t("inbox.filter.any")}
              data={options[one]}
              value={filters[one] ?? null}
              clearable
              disabled={options[one].length === 0}
              comboboxProps={{ withinPortal: false }}
              onChange={(value) => onChoose(narrowedBy(filters, one, value))}
            />
          ))}
          <Button
            variant="subtle"
            size="compact-sm"
            disabled={chosen === 0}
            onClick={() => onChoose(bare(filters))}
          >
            {t("inbox.filter.clear")}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The filters at work, each with the way to be rid of it. */
export function FilterChips({ filters, onChoose }: Props) {
  const { t } = useLocale();
  const options = useOptions();
  const chosen = NARROWING.filter((one) => filters[one] !== undefined);
  if (chosen.length === 0) return null;
  return (
    <Group className={styles.chips} gap={6}>
      {chosen.map((one) => {
        const value = filters[one];
        const label = options[one].find((option) => option.value === value)?.label ?? value;
        return (
          <Badge
            key={one}
            variant="light"
            tt="none"
            fw={500}
            rightSection={
              <CloseButton
                size={18}
                aria-label={t("inbox.filter.remove", { filter: label ?? "" })}
                onClick={() => onChoose(narrowedBy(filters, one, null))}
              />
            }
          >
            {t(`inbox.filter.${one}`)}: {label}
          </Badge>
        );
      })}
    </Group>
  );
}

function narrowedBy(filters: Filters, by: Narrowing, value: string | null): Filters {
  const { [by]: _before, ...rest } = filters;
  return (value === null ? rest : { ...rest, [by]: value }) as Filters;
}

function bare({ view, q }: Filters): Filters {
  return q === undefined ? { view } : { view, q };
}
