import { Anchor, Button, Group, ScrollArea, Table, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useLocale } from "../locale/LocaleProvider";
import { Card } from "../shell/Card";
import { told, type Unit } from "./format";

export interface Column<Row> {
  label: string;
  of: (row: Row) => number | null;
  unit: Unit;
}

interface FiguresTableProps<Row> {
  title: string;
  lead: string;
  /** What each row is about. */
  subject: string;
  rows: readonly Row[];
  name: (row: Row) => ReactNode;
  keyOf: (row: Row) => string;
  columns: Column<Row>[];
  /** Address of the same as a file. */
  file: string;
  /** What would be here. */
  empty: string;
}

const SHOWN = 8;

/** A table of figures, the first rows of it, with all of them on demand and as a file. */
export function FiguresTable<Row>(props: FiguresTableProps<Row>) {
  const locale = useLocale();
  const [all, setAll] = useState(false);
  const shown = all ? props.rows : props.rows.slice(0, SHOWN);
  return (
    <Card title={props.title} lead={props.lead}>
      {props.rows.length === 0 ? (
        <Text c="dimmed">{props.empty}</Text>
      ) : (
        <>
          <ScrollArea
            type="auto"
            viewportProps={{ tabIndex: 0, role: "group", "aria-label": props.title }}
          >
            <Table highlightOnHover miw={640}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{props.subject}</Table.Th>
                  {props.columns.map(({ label }) => (
                    <Table.Th key={label} scope="col" ta="right">
                      {label}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {shown.map((row) => (
                  <Table.Tr key={props.keyOf(row)}>
                    <Table.Th scope="row" fw={500}>
                      {props.name(row)}
                    </Table.Th>
                    {props.columns.map(({ label, of, unit }) => (
                      <Table.Td
                        key={label}
                        ta="right"
                        style={{ fontVariantNumeric: "tabular-nums" }}
                      >
                        {told(locale, of(row), unit)}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollArea>
          <Group justify="space-between">
            {props.rows.length > SHOWN ? (
              <Button variant="subtle" size="compact-sm" onClick={() => setAll(!all)}>
                {all
                  ? locale.t("insights.fewer")
                  : locale.t("insights.all", { count: props.rows.length })}
              </Button>
            ) : (
              <span />
            )}
            <Anchor
              href={props.file}
              download
              size="sm"
              aria-label={fileLabel(locale, props.title)}
            >
              <Group gap={4} wrap="nowrap">
                <IconDownload size={16} aria-hidden />
                CSV
              </Group>
            </Anchor>
          </Group>
        </>
      )}
    </Card>
  );
}

function fileLabel(locale: ReturnType<typeof useLocale>, title: string): string {
  return `CSV: ${locale.t("insights.download", { title })}`;
}
