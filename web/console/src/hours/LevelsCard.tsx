import { Button, Fieldset, Group, NumberInput, SimpleGrid, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useLocale } from "../locale/LocaleProvider";
import { Card } from "../shell/Card";
import { RefusalAlert } from "../shell/RefusalAlert";
import { PROMISES, type ServiceLevel, type ServiceLevels, URGENCIES, useSaveLevels } from "./api";

interface LevelsCardProps {
  known: ServiceLevels["levels"];
  editable: boolean;
}

const NOTHING: ServiceLevel = {
  first_response_minutes: null,
  next_response_minutes: null,
  resolution_minutes: null,
};
const LONGEST = 60 * 24 * 90;

/** What customers are promised, by how urgent it is. Counted within business hours. */
export function LevelsCard({ known, editable }: LevelsCardProps) {
  const locale = useLocale();
  const { t } = locale;
  const [levels, setLevels] = useState(known);
  const { mutate, error, isPending } = useSaveLevels();
  return (
    <Card title={t("hours.levels")} lead={t("hours.levels_help")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          mutate(levels, {
            onSuccess: () => notifications.show({ color: "teal", message: t("shell.saved") }),
          });
        }}
      >
        <fieldset disabled={!editable} className="prosa-plain">
          <Stack>
            <RefusalAlert error={error} />
            {URGENCIES.map((urgency) => {
              const level = levels[urgency] ?? NOTHING;
              return (
                <Fieldset key={urgency} legend={t(`hours.urgency_${urgency}`)}>
                  <SimpleGrid cols={{ base: 1, sm: 3 }}>
                    {PROMISES.map((promise) => (
                      <NumberInput
                        key={promise}
                        label={t(`hours.${promise}`)}
                        description={
                          spoken(level[promise], locale.wait.bind(locale)) ?? t("hours.no_promise")
                        }
                        value={level[promise] ?? ""}
                        onChange={(minutes) =>
                          setLevels({
                            ...levels,
                            [urgency]: { ...level, [promise]: Number(minutes) || null },
                          })
                        }
                        suffix=" min"
                        min={1}
                        max={LONGEST}
                        allowNegative={false}
                      />
                    ))}
                  </SimpleGrid>
                </Fieldset>
              );
            })}
            {editable && (
              <Group justify="flex-end">
                <Button type="submit" loading={isPending}>
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

/** Minutes as people say them; null for no promise. */
function spoken(minutes: number | null, wait: (seconds: number) => string): string | null {
  return minutes === null ? null : wait(minutes * 60);
}
