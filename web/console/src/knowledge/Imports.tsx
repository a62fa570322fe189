import {
  Button,
  Checkbox,
  FileInput,
  Group,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useLocale } from "../locale/LocaleProvider";
import { Card } from "../shell/Card";
import { RefusalAlert } from "../shell/RefusalAlert";
import { importsQuery, type Origin, useImport, type Wishes } from "./api";
import { ImportCard } from "./ImportCard";

const FROM = ["file", "address"] as const;
const ACCEPTED = ".md,.markdown,.html,.htm,.pdf,.docx,.csv,.tsv,.json,.xml,.zip,.txt";

/** Brings in what is written elsewhere: first what would change, then the change. */
export function Imports() {
  const { t } = useLocale();
  const imports = useQuery(importsQuery);
  // What a file's dry run was made of: the file itself is needed again.
  const [sent, setSent] = useState<ReadonlyMap<string, { origin: Origin; wishes: Wishes }>>(
    new Map(),
  );
  const bring = useImport();
  const start = (origin: Origin, wishes: Wishes) =>
    bring.mutate(
      { origin, wishes },
      { onSuccess: ({ id }) => setSent((before) => new Map(before).set(id, { origin, wishes })) },
    );
  return (
    <Stack>
      <ImportForm busy={bring.isPending} error={bring.error} onStart={start} />
      {(imports.data?.imports ?? []).map((one) => {
        const again = sent.get(one.id);
        return (
          <ImportCard
            key={one.id}
            shown={one}
            busy={bring.isPending}
            onApply={
              one.dry_run && again !== undefined
                ? () => start(again.origin, { ...again.wishes, dry_run: false })
                : null
            }
          />
        );
      })}
      {imports.data?.imports.length === 0 && (
        <Text c="dimmed" size="sm">
          {t("knowledge.no_imports")}
        </Text>
      )}
    </Stack>
  );
}

interface ImportFormProps {
  busy: boolean;
  error: Error | null;
  onStart: (origin: Origin, wishes: Wishes) => void;
}

function ImportForm({ busy, error, onStart }: ImportFormProps) {
  const { t } = useLocale();
  const [from, setFrom] = useState<(typeof FROM)[number]>("file");
  const [file, setFile] = useState<File | null>(null);
  const [address, setAddress] = useState("");
  const [kind, setKind] = useState<Wishes["kind"]>("articles");
  const [publish, setPublish] = useState(false);
  const [removing, setRemoving] = useState(false);
  const origin: Origin | null =
    from === "file" ? file && { file } : address.trim() === "" ? null : { address: address.trim() };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (origin !== null)
      onStart(origin, { kind, dry_run: true, publish, remove_missing: removing });
  };
  return (
    <Card title={t("knowledge.import")} lead={t("knowledge.import_lead")}>
      <form onSubmit={submit}>
        <Stack>
          <Group>
            <SegmentedControl
              aria-label={t("knowledge.import_from")}
              value={from}
              onChange={(chosen) => setFrom(FROM.find((one) => one === chosen) ?? "file")}
              data={FROM.map((value) => ({ value, label: t(`knowledge.from_${value}`) }))}
            />
            <SegmentedControl
              aria-label={t("knowledge.import_kind")}
              value={kind}
              onChange={(chosen) => setKind(chosen === "products" ? "products" : "articles")}
              data={(["articles", "products"] as const).map((value) => ({
                value,
                label: t(`knowledge.kind_${value}`),
              }))}
            />
          </Group>
          {from === "file" ? (
            <FileInput
              label={t("knowledge.file")}
              description={t("knowledge.file_help")}
              placeholder={t("knowledge.choose_file")}
              accept={ACCEPTED}
              leftSection={<IconUpload size={16} aria-hidden />}
              clearable
              clearButtonProps={{ "aria-label": t("knowledge.clear_file") }}
              value={file}
              onChange={setFile}
            />
          ) : (
            <TextInput
              label={t("knowledge.address")}
              description={t("knowledge.address_help")}
              type="url"
              placeholder="https://"
              maxLength={2000}
              value={address}
              onChange={({ currentTarget }) => setAddress(currentTarget.value)}
            />
          )}
          {kind === "articles" && (
            <Checkbox
              label={t("knowledge.import_publish")}
              checked={publish}
              onChange={({ currentTarget }) => setPublish(currentTarget.checked)}
            />
          )}
          <Checkbox
            label={t("knowledge.import_remove")}
            checked={removing}
            onChange={({ currentTarget }) => setRemoving(currentTarget.checked)}
          />
          <RefusalAlert error={error} />
          <Group justify="flex-end">
            <Button type="submit" disabled={origin === null} loading={busy}>
              {t("knowledge.dry_run")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
