import { Button, Stack, TextInput } from "@mantine/core";
import { IconMessageBolt, IconPlus, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useLocale } from "../locale/LocaleProvider";
import { useCommands } from "../shell/commands";
import { Empty } from "../shell/Empty";
import { Page } from "../shell/Page";
import { Pending } from "../shell/Pending";
import { RefusalAlert } from "../shell/RefusalAlert";
import { useShortcut } from "../shell/shortcuts";
import { type Reply, repliesQuery } from "./api";
import { ReplyDialog } from "./ReplyDialog";
import { ReplyRow } from "./ReplyRow";
import { matching } from "./variables";

/** Texts written once, that agents put into their answers with `/` and a shortcut. */
export function RepliesPage() {
  const { t } = useLocale();
  const { data, error } = useQuery(repliesQuery);
  const [search, setSearch] = useState("");
  const [edited, setEdited] = useState<Reply | "new" | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const create = () => setEdited("new");
  useShortcut("n", t("replies.new"), create);
  useShortcut("/", t("replies.search"), () => field.current?.focus());
  useCommands([{ id: "replies.new", label: t("replies.new"), run: create, shortcut: "n" }]);
  const button = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={create}>
      {t("replies.new")}
    </Button>
  );
  const found = matching(data ?? [], search);
  return (
    <Page title={t("replies.title")} lead={t("replies.lead")} actions={button}>
      <RefusalAlert error={error} />
      {data === undefined ? (
        error === null && <Pending />
      ) : data.length === 0 ? (
        <Empty icon={<IconMessageBolt />} title={t("replies.empty")}>
          {t("replies.empty_help")}
        </Empty>
      ) : (
        <Stack>
          <TextInput
            ref={field}
            type="search"
            label={t("replies.search")}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={search}
            onChange={({ currentTarget }) => setSearch(currentTarget.value)}
          />
          {found.length === 0 && <Empty title={t("replies.nothing_found")} />}
          <Stack component="ul" gap="xs" p={0} m={0}>
            {found.map((reply) => (
              <ReplyRow key={reply.id} reply={reply} onEdit={() => setEdited(reply)} />
            ))}
          </Stack>
        </Stack>
      )}
      {edited !== null && <ReplyDialog reply={edited} onClose={() => setEdited(null)} />}
    </Page>
  );
}
