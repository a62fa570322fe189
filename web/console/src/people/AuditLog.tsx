import { Button, Center, Code, ScrollArea, Stack, Table, Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useLocale } from "../locale/LocaleProvider";
import { Empty } from "../shell/Empty";
import { Pending } from "../shell/Pending";
import { RefusalAlert } from "../shell/RefusalAlert";
import { type AuditEntry, auditPage } from "./api";

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
  const said = Object.entries(detail).map(([name, value]) => `${name}: ${written(value)}`);
  return (
    <Table.Tr>
      <Table.Td>
        <time dateTime={at}>{locale.moment(at)}</time>
      </Table.Td>
      <Table.Td>{by_name ?? locale.t("people.audit_nobody")}</Table.Td>
      <Table.Td>{locale.maybe(`audit.${action}`) ?? <Code>{action}</Code>}</Table.Td>
      <Table.Td>
        {subject}
        {said.length > 0 && (
          <Text size="xs" c="dimmed">
            {said.join(" · ")}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function written(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
