import { Alert, Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useMay } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { ConfirmDialog } from "../shell/ConfirmDialog";
import { Page } from "../shell/Page";
import { Pending } from "../shell/Pending";
import { RefusalAlert } from "../shell/RefusalAlert";
import { ArticleEditor } from "./ArticleEditor";
import { ArticleReader } from "./ArticleReader";
import { type Article, articleQuery, useCreate, usePublish, useSave, useUnpublish } from "./api";
import { BackLink } from "./BackLink";
import { useShown } from "./Shelf";
import { StatusBadges } from "./StatusBadges";
import { forget, same, sent, textOf, type Text as Written } from "./text";
import { VersionsDrawer } from "./VersionsDrawer";

/** One article: to be read, and by supervisors written. */
export function ArticlePage() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const { data, error } = useQuery(articleQuery(id));
  if (data === undefined) return error === null ? <Pending /> : <RefusalAlert error={error} />;
  return <ArticleShown key={`${data.id} ${data.version}`} article={data} />;
}

function ArticleShown({ article }: { article: Article }) {
  const { t } = useLocale();
  const writes = useMay("supervisor");
  const [versions, versionsOpen] = useDisclosure();
  const [asking, askingOpen] = useDisclosure();
  const unpublish = useUnpublish();
  const changing = useChanging(article);
  const published = article.origin === "desk" && article.status === "published";
  return (
    <Page
      title={article.title}
      lead={<StatusBadges entry={article} />}
      actions={
        <Group gap="xs">
          <BackLink />
          {article.version !== null && (
            <Button
              variant="default"
              leftSection={<IconHistory size={16} aria-hidden />}
              onClick={versionsOpen.open}
            >
              {t("knowledge.versions")}
            </Button>
          )}
          {writes && published && (
            <Button variant="light" color="orange" onClick={askingOpen.open}>
              {t("knowledge.unpublish")}
            </Button>
          )}
        </Group>
      }
    >
      <Performance id={article.id} />
      {article.origin === "pack" && writes && (
        <Alert color="blue" variant="light">
          {t("knowledge.of_pack")}
        </Alert>
      )}
      <RefusalAlert error={unpublish.error} />
      {writes ? (
        <ArticleEditor
          id={article.id}
          saved={article}
          initial={textOf(article)}
          fresh={false}
          error={changing.error}
          busy={changing.busy}
          onSave={changing.save}
        />
      ) : (
        <ArticleReader article={article} />
      )}
      {article.version !== null && (
        <VersionsDrawer
          opened={versions}
          onClose={versionsOpen.close}
          article={article}
          newest={article.version}
        />
      )}
      <ConfirmDialog
        opened={asking}
        title={t("knowledge.unpublish")}
        confirm={t("knowledge.unpublish")}
        onClose={askingOpen.close}
        onConfirm={() => unpublish.mutate(article.id)}
      >
        {t("knowledge.unpublish_help")}
      </ConfirmDialog>
    </Page>
  );
}

/** Saving and publishing. The first save of an article of the pack makes one in its place. */
function useChanging(article: Article) {
  const { t } = useLocale();
  const create = useCreate();
  const saving = useSave(article.id);
  const publish = usePublish();
  const save = async (text: Written, published: boolean) => {
    if (article.version === null)
      await create.mutateAsync({ ...sent(text), id: article.id } as never);
    else if (!same(text, textOf(article)))
      await saving.mutateAsync({ ...sent(text), based_on: article.version });
    forget(article.id);
    if (published) await publish.mutateAsync(article.id);
    notifications.show({ message: t(published ? "knowledge.published" : "shell.saved") });
  };
  return {
    save,
    error: create.error ?? saving.error ?? publish.error,
    busy: create.isPending || saving.isPending || publish.isPending,
  };
}

/** What came of showing this article, in the last month. */
function Performance({ id }: { id: string }) {
  const locale = useLocale();
  const row = useShown().get(id);
  if (row === undefined) return null;
  return (
    <Text size="sm" c="dimmed">
      {locale.t("knowledge.performance_long", {
        shown: locale.number(row.shown),
        settled: locale.number(row.settled),
        handed_over: locale.number(row.handed_over),
        up: locale.number(row.up),
        down: locale.number(row.down),
      })}
    </Text>
  );
}
