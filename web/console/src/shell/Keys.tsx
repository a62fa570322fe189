import { Group, Kbd } from "@mantine/core";
import { capsOf } from "./shortcuts";

/** The keys of a shortcut, as their caps say. */
export function Keys({ keys }: { keys: string }) {
  return (
    <Group gap={4} wrap="nowrap">
      {capsOf(keys)
        .flat()
        .map((cap, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: caps never move, and may repeat
          <Kbd key={place}>{cap}</Kbd>
        ))}
    </Group>
  );
}
