import type { FileLink } from "@prosa/shared";
import { useHref, useLocale } from "../context";
import { Icon } from "../Icon";
import { Picture } from "./Picture";

/** Files of a message: pictures to look at, everything else to save. */
export function Files({ files }: { files: readonly FileLink[] }) {
  const locale = useLocale();
  const href = useHref();
  return (
    <ul className="files">
      {files.map((file) => {
        const link = href(file.link);
        if (link === null) return null;
        return (
          <li key={file.link}>
            {file.picture ? (
              <Picture link={link} name={file.name} />
            ) : (
              <a
                href={link}
                target="_blank"
                rel="noopener noreferrer"
                download={file.name}
                className="card file"
              >
                <Icon name="article" />
                <span>
                  <b>{file.name}</b>
                  <small>
                    {locale.t("file.save", { size: locale.number(kilobytes(file.bytes)) })}
                  </small>
                </span>
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}

export function kilobytes(bytes: number): number {
  return Math.max(1, Math.round(bytes / 1024));
}
