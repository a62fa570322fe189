import type { SourceLink } from "@prosa/shared";
import { useHref, useLocale } from "../context";
import { Icon } from "../Icon";

/** The articles that an answer comes from. */
export function Sources({ sources }: { sources: readonly SourceLink[] }) {
  const { t } = useLocale();
  const href = useHref();
  return (
    <div className="sources">
      <span>{t(sources.length === 1 ? "sources.one" : "sources.other")}</span>
      <ul>
        {sources.map((source) => (
          <li key={source.id}>
            <a href={href(source.link) ?? undefined} target="_blank" rel="noopener noreferrer">
              <Icon name="article" />
              {source.title}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
