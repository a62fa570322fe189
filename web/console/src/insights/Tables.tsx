import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useLocale } from "../locale/LocaleProvider";
import { useIntentName } from "../training/intents";
import {
  type AgentRow,
  type ArticleRow,
  agentsQuery,
  articlesQuery,
  fileOf,
  type IntentRow,
  intentsQuery,
} from "./api";
import { type Column, FiguresTable } from "./FiguresTable";
import type { Days } from "./period";

/** What came of what customers asked, of articles, and of people's work. */
export function Tables({ days }: { days: Days }) {
  const locale = useLocale();
  const { t } = locale;
  const intents = useQuery(intentsQuery(days));
  const articles = useQuery(articlesQuery(days));
  const agents = useQuery(agentsQuery(days));
  const nameOf = useIntentName();
  return (
    <>
      <FiguresTable
        title={t("insights.by_intent")}
        lead={t("insights.by_intent_lead")}
        subject={t("insights.intent")}
        rows={intents.data ?? []}
        keyOf={(row) => row.intent}
        name={(row) => nameOf(row.intent)}
        columns={answerColumns<IntentRow>(t, (row) => row.asked, t("insights.asked"))}
        file={fileOf("intents", days, locale.name)}
        empty={t("insights.by_intent_empty")}
      />
      <FiguresTable
        title={t("insights.by_article")}
        lead={t("insights.by_article_lead")}
        subject={t("insights.article")}
        rows={articles.data ?? []}
        keyOf={(row) => row.article}
        name={(row) => <ArticleLink row={row} />}
        columns={answerColumns<ArticleRow>(t, (row) => row.shown, t("insights.shown"))}
        file={fileOf("articles", days, locale.name)}
        empty={t("insights.by_article_empty")}
      />
      <FiguresTable
        title={t("insights.by_agent")}
        lead={t("insights.by_agent_lead")}
        subject={t("insights.agent")}
        rows={agents.data ?? []}
        keyOf={(row) => row.agent}
        name={(row) => row.name ?? t("insights.unknown_agent")}
        columns={agentColumns(t)}
        file={fileOf("agents", days, locale.name)}
        empty={t("insights.by_agent_empty")}
      />
    </>
  );
}

function ArticleLink({ row }: { row: ArticleRow }) {
  if (row.title === null) return row.article;
  return (
    <Anchor component={Link} to={`/knowledge/articles/${row.article}` as never} size="sm">
      {row.title}
    </Anchor>
  );
}

type Texts = ReturnType<typeof useLocale>["t"];
type Judged = IntentRow | ArticleRow;

function answerColumns<Row extends Judged>(
  t: Texts,
  times: (row: Row) => number,
  label: string,
): Column<Row>[] {
  return [
    { label, of: times, unit: "count" },
    { label: t("insights.settled"), of: (row) => row.settled, unit: "count" },
    { label: t("insights.settled_share"), of: (row) => row.settled / times(row), unit: "share" },
    { label: t("insights.to_people"), of: (row) => row.handed_over, unit: "count" },
    { label: t("insights.up"), of: (row) => row.up, unit: "count" },
    { label: t("insights.down"), of: (row) => row.down, unit: "count" },
    { label: t("insights.rating"), of: (row) => row.rating, unit: "stars" },
  ];
}

function agentColumns(t: Texts): Column<AgentRow>[] {
  return [
    { label: t("insights.line_sessions"), of: (row) => row.conversations, unit: "count" },
    { label: t("insights.resolved"), of: (row) => row.resolved, unit: "count" },
    { label: t("insights.first_response"), of: (row) => row.first_response, unit: "seconds" },
    { label: t("insights.resolution"), of: (row) => row.resolution, unit: "seconds" },
    { label: t("insights.rating"), of: (row) => row.rating, unit: "stars" },
    { label: t("insights.ratings_column"), of: (row) => row.ratings, unit: "count" },
  ];
}
