import { Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useCounts } from "../../api/useLive";
import { useLocale } from "../../locale/LocaleProvider";
import * as calls from "../calls";
import { VIEWS, type View } from "../filters";
import styles from "./rows.module.css";

/** Those looked at all day stand side by side; the rest is one tap further. */
const FIRST: readonly View[] = ["mine", "queue", "all"];
const REST = VIEWS.filter((view) => !FIRST.includes(view));

interface Props {
  view: View;
  onChoose: (view: View) => void;
}

export function Views({ view, onChoose }: Props) {
  const { t } = useLocale();
  const counts = useViewCounts();
  const further = REST.find((one) => one === view);
  return (
    <nav className={styles.views} aria-label={t("inbox.views")}>
      {FIRST.map((one) => (
        <button
          key={one}
          type="button"
          className={styles.view}
          aria-pressed={one === view}
          onClick={() => onChoose(one)}
        >
          {t(`inbox.view.${one}`)}
          <Count count={one === "all" ? 0 : countOf(counts, one)} />
        </button>
      ))}
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <button type="button" className={styles.view} aria-pressed={further !== undefined}>
            {t(further === undefined ? "inbox.view.more" : `inbox.view.${further}`)}
            <IconChevronDown size={14} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {REST.map((one) => (
            <Menu.Item
              key={one}
              onClick={() => onChoose(one)}
              rightSection={<Count count={countOf(counts, one)} />}
            >
              {t(`inbox.view.${one}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </nav>
  );
}

/** As the server tells them live; asked for until it does. */
export function useViewCounts(): Counts {
  const told = useCounts();
  const { data } = useQuery({
    queryKey: ["inbox", "counts"],
    queryFn: calls.counts,
    retry: false,
    refetchInterval: 15_000,
    enabled: told === null,
  });
  return told ?? data ?? {};
}

type Counts = Partial<Record<View, number>>;

/** Of what has ended nobody wants to know how much there is. */
function countOf(counts: Counts, view: View): number {
  return view === "resolved" ? 0 : (counts[view] ?? 0);
}

function Count({ count }: { count: number }) {
  const locale = useLocale();
  if (count === 0) return null;
  return <span className={styles.count}>{locale.number(count)}</span>;
}
