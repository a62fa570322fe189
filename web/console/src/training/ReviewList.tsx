import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { IconMoodCheck } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocale } from "../locale/LocaleProvider";
import { Empty } from "../shell/Empty";
import { Pending } from "../shell/Pending";
import { RefusalAlert } from "../shell/RefusalAlert";
import { type Reason, reviewQuery } from "./api";
import { ReviewItem } from "./ReviewItem";
import { useReviewing } from "./useReviewing";

const REASONS = ["unsure", "corrected", "handed_over", "low_rating", "thumbs_down"] as const;

/** Messages worth a look, worked through from top to bottom with one key each. */
export function ReviewList() {
  const { t } = useLocale();
  const [reason, setReason] = useState<Reason | "">("");
  const list = useInfiniteQuery(reviewQuery(reason));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const reviewing = useReviewing(items);
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <Select
          label={t("training.reason")}
          value={reason}
          allowDeselect={false}
          data={[
            { value: "", label: t("training.any_reason") },
            ...REASONS.map((value) => ({ value, label: t(`training.reason_${value}`) })),
          ]}
          onChange={(chosen) => setReason(REASONS.find((one) => one === chosen) ?? "")}
        />
        <Text size="sm" c="dimmed" visibleFrom="sm">
          {t("training.keys")}
        </Text>
      </Group>
      <RefusalAlert error={list.error ?? reviewing.error} />
      {list.data === undefined ? (
        list.error === null && <Pending />
      ) : items.length === 0 ? (
        <Empty icon={<IconMoodCheck />} title={t("training.nothing")}>
          {t("training.nothing_help")}
        </Empty>
      ) : (
        <Stack component="ol" gap="sm" p={0} m={0}>
          {items.map((item, place) => (
            <ReviewItem
              key={item.id}
              item={item}
              current={place === reviewing.place}
              decided={reviewing.decided.get(item.id)}
              onChoose={() => reviewing.go(place)}
              onAccept={(intent, isNew) => reviewing.accept(place, intent, isNew)}
              onDismiss={() => reviewing.dismiss(place)}
              onReopen={() => reviewing.reopen(place)}
            />
          ))}
        </Stack>
      )}
      {list.hasNextPage && (
        <Button
          variant="default"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t("training.more")}
        </Button>
      )}
    </Stack>
  );
}
