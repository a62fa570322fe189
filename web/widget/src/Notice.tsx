import type { Notice as NoticeData } from "@prosa/shared";
import { useCountdown } from "./behaviour/useCountdown";
import { useLocale } from "./context";
import { Icon } from "./Icon";

/** What the server refused, in its words, and when it is tried again. */
export function Notice({ notice }: { notice: NoticeData }) {
  return (
    <div className="notice">
      <Icon name="alert" />
      <p role="alert">{notice.message}</p>
      {notice.retryAfter !== null && <Retry seconds={notice.retryAfter} />}
    </div>
  );
}

/** Not an alert itself: nobody wants each second read aloud. */
function Retry({ seconds }: { seconds: number }) {
  const locale = useLocale();
  const left = useCountdown(seconds);
  return <p className="retry">{locale.t("notice.retry", { wait: locale.wait(left) })}</p>;
}
