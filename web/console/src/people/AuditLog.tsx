import { Button, Center, Code, ScrollArea, Stack, Table, Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useLocale } from "../locale/LocaleProvider";
import { Empty } from "../shell/Empty";
import { Pending } from "../shell/Pending";
import { RefusalAlert } from "../shell/RefusalAlert";
import { type AuditEntry, auditPage, peopleQuery, teamsQuery } from "./api";

/** Who did what, newest first. */
export function AuditLog() {
  const { t } = useLocale();
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["people", "audit"],
    queryFn: ({ pageParam }) => auditPage(pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: ({ before }) => before,
  });
  if (data === undefined) return error === null ? <Pending /> : <RefusalAlert error={error} />;
  const entries = data.pages.flatMap((page) => page.entries);
  if (entries.length === 0)
    return (
      <Empty icon={<IconHistory />} title={t("people.no_audit")}>
        {t("people.no_audit_help")}
      </Empty>
    );
  return (
    <Stack>
      <ScrollArea
        type="auto"
        viewportProps={{ tabIndex: 0, role: "region", "aria-label": t("people.audit") }}
      >
        <Table miw={560} verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("people.audit_at")}</Table.Th>
              <Table.Th>{t("people.audit_by")}</Table.Th>
              <Table.Th>{t("people.audit_action")}</Table.Th>
              <Table.Th>{t("people.audit_subject")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
      {hasNextPage && (
        <Center>
          <Button
            variant="default"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            {t("people.more")}
          </Button>
        </Center>
      )}
    </Stack>
  );
}

function Entry({ entry: { at, by_name, action, subject, detail } }: { entry: AuditEntry }) {
  const locale = useLocale();
  const names = useNames();
  const said = Object.entries(detail).map(([name, value]) => `${name}: ${written(value, names)}`);
  return (
    <Table.Tr>
      <Table.Td>
        <time dateTime={at}>{locale.moment(at)}</time>
      </Table.Td>
      <Table.Td>{by_name ?? locale.t("people.audit_nobody")}</Table.Td>
      <Table.Td>{locale.maybe(`audit.${action}`) ?? <Code>{action}</Code>}</Table.Td>
      <Table.Td>
        {names.get(subject) ?? subject}
        {said.length > 0 && (
          <Text size="xs" c="dimmed">
            {said.join(" · ")}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** People and teams by their id, as the log names them. */
function useNames(): ReadonlyMap<string, string> {
  const people = useQuery(peopleQuery).data ?? [];
  const teams = useQuery(teamsQuery).data ?? [];
  return new Map([...people, ...teams].map(({ id, name }) => [id, name]));
}

function written(value: unknown, names: ReadonlyMap<string, string>): string {
  if (Array.isArray(value)) return value.map((one) => written(one, names)).join(", ");
  return typeof value === "string" ? (names.get(value) ?? value) : JSON.stringify(value);
}
