import { Badge, Button, Group, Kbd, Paper, Stack, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useLocale } from "../locale/LocaleProvider";
import type { Item } from "./api";
import { IntentPicker } from "./IntentPicker";
import { useIntentName } from "./intents";
import { optionsOf } from "./options";
import type { Decided } from "./useReviewing";

interface ReviewItemProps {
  item: Item;
  /** The keys are about this one. */
  current: boolean;
  decided: Decided | undefined;
  onChoose: () => void;
  onAccept: (intent: string, isNew: boolean) => void;
  onDismiss: () => void;
  onReopen: () => void;
}

/** A customer's message, why it is here, and what it may become. */
export function ReviewItem(props: ReviewItemProps) {
  const locale = useLocale();
  const { t } = locale;
  const { item, current, decided } = props;
  const row = useRef<HTMLLIElement>(null);
  const seen = useRef(false);
  useEffect(() => {
    // Not when the list is shown: only when somebody moves within it.
    if (current && seen.current) {
      row.current?.focus({ preventScroll: true });
      row.current?.scrollIntoView({ block: "nearest" });
    }
    seen.current = true;
  }, [current]);
  return (
    <Paper
      component="li"
      ref={row}
      tabIndex={-1}
      aria-current={current}
      withBorder
      p="md"
      radius="md"
      onClick={props.onChoose}
      style={{
        listStyle: "none",
        outlineOffset: 2,
        borderColor: current ? "var(--mantine-primary-color-filled)" : undefined,
      }}
    >
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Group gap={6}>
            {item.reasons.map((reason) => (
              <Badge key={reason} variant="default" tt="none">
                {t(`training.reason_${reason}`)}
              </Badge>
            ))}
          </Group>
          <Text size="xs" c="dimmed">
            {locale.moment(item.at)}
          </Text>
        </Group>
        <Text fw={500} style={{ overflowWrap: "anywhere" }}>
          “{item.text}”
        </Text>
        {decided === undefined ? (
          <Choices {...props} />
        ) : (
          <Outcome decided={decided} onReopen={props.onReopen} />
        )}
      </Stack>
    </Paper>
  );
}

function Choices({ item, current, onAccept, onDismiss }: ReviewItemProps) {
  const { t } = useLocale();
  const nameOf = useIntentName();
  return (
    <Group gap="xs" role="group" aria-label={t("training.accept_as")}>
      {optionsOf(item).map(({ intent, confidence }, place) => (
        <Button
          key={intent}
          size="compact-sm"
          variant={place === 0 ? "filled" : "default"}
          leftSection={current ? <Kbd size="xs">{place + 1}</Kbd> : undefined}
          onClick={() => onAccept(intent, false)}
        >
          {nameOf(intent)}
          {confidence !== null && ` · ${Math.round(confidence * 100)}%`}
        </Button>
      ))}
      <IntentPicker
        label={t("training.other")}
        suggestion={item.text}
        onPick={(intent, isNew) => onAccept(intent, isNew)}
      />
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={current ? <Kbd size="xs">x</Kbd> : undefined}
        onClick={onDismiss}
      >
        {t("training.ignore")}
      </Button>
    </Group>
  );
}

/** What came of it, and the way back. */
function Outcome({ decided, onReopen }: { decided: Decided; onReopen: () => void }) {
  const locale = useLocale();
  const { t } = locale;
  const nameOf = useIntentName();
  return (
    <Group justify="space-between" gap="xs">
      <Text size="sm" c="dimmed" role="status">
        {decided === "dismissed"
          ? t("training.ignored")
          : t(decided.duplicate ? "training.was_known" : "training.accepted", {
              intent: nameOf(decided.intent.name),
              example: decided.example,
            })}
        {decided !== "dismissed" && decided.intent.missing > 0 && (
          <> {locale.count("training.missing", decided.intent.missing)}</>
        )}
      </Text>
      <Button size="compact-sm" variant="default" onClick={onReopen}>
        {t("training.undo")}
      </Button>
    </Group>
  );
}
