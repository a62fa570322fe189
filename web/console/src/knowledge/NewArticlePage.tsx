import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useLocale } from "../locale/LocaleProvider";
import { Page } from "../shell/Page";
import { ArticleEditor } from "./ArticleEditor";
import { useCreate, usePublish } from "./api";
import { BackLink } from "./BackLink";
import { BLANK, forget, sent, type Text } from "./text";

/** What an article may be begun with: `history.state`, so that no customer's words stand in an address. */
export interface Beginning {
  title?: string;
  questions?: string[];
}

const NEW = "new";

/** A new article, perhaps begun with what customers asked. */
export function NewArticlePage() {
  const { t } = useLocale();
  const navigate = useNavigate();
  const begun = useRouterState({ select: ({ location }) => location.state as Beginning });
  const create = useCreate();
  const publish = usePublish();
  const save = async (text: Text, published: boolean) => {
    const made = await create.mutateAsync(sent(text));
    forget(NEW);
    if (published) await publish.mutateAsync(made.id);
    void navigate({ to: `/knowledge/articles/${made.id}`, replace: true });
  };
  return (
    <Page title={t("knowledge.new")} lead={t("knowledge.new_lead")} actions={<BackLink />}>
      <ArticleEditor
        id={NEW}
        saved={null}
        initial={{
          ...BLANK,
          title: (begun.title ?? "").slice(0, 200),
          questions: (begun.questions ?? []).slice(0, 50),
        }}
        fresh={begun.title !== undefined}
        error={create.error ?? publish.error}
        busy={create.isPending || publish.isPending}
        onSave={save}
      />
    </Page>
  );
}
