import { Anchor, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { LiveFrameOf } from "../../api/frames";
import { useCounts, useFrames } from "../../api/useLive";
import { useLocale } from "../../locale/LocaleProvider";
import { preferences } from "../preferences";
import { showBadge, titleOf } from "./badge";
import { showNotice } from "./desktop";
import { playTone } from "./sound";
import { useTitle } from "./useTitle";

/** Tells that something asks for the person: by a tone, a notice, the tab's title. Shows nothing itself. */
export function Alerts() {
  const { t } = useLocale();
  const [unseen, setUnseen] = useState(0);
  const navigate = useNavigate();
  const open = useRouterState({ select: ({ location }) => location.pathname });

  useFrames("notice", (notice) => {
    const away = document.visibilityState !== "visible" || !document.hasFocus();
    const { sound, notices } = preferences.get();
    if (sound) playTone();
    // Who waits in the queue is counted there.
    if (away && notice.code !== "new_in_queue") setUnseen((count) => count + 1);
    const title = t(`notice.${notice.code}`);
    const body = notice.text ?? "";
    if (away && notices) void showNotice({ title, body, path: pathTo(notice), tag: tagOf(notice) });
    else if (!open.endsWith(notice.conversation)) {
      const id = notifications.show({
        title,
        message: (
          <Told
            body={body}
            onOpen={() => {
              notifications.hide(id);
              void navigate({ to: `/inbox/${notice.conversation}` });
            }}
          />
        ),
      });
    }
  });

  useEffect(() => {
    const seen = () => setUnseen(0);
    addEventListener("focus", seen);
    return () => removeEventListener("focus", seen);
  }, []);

  const waiting = (useCounts()?.queue ?? 0) + unseen;
  const page = useTitle();
  useEffect(() => {
    document.title = titleOf(page, waiting);
    showBadge(waiting);
  }, [page, waiting]);
  return null;
}

/** What happened, and the way there. */
function Told({ body, onOpen }: { body: string; onOpen: () => void }) {
  const { t } = useLocale();
  return (
    <>
      {body !== "" && <Text size="sm">{body}</Text>}
      <Anchor component="button" type="button" size="sm" fw={600} onClick={onOpen}>
        {t("notice.open")}
      </Anchor>
    </>
  );
}

function pathTo({ conversation }: LiveFrameOf<"notice">): string {
  return `/console/inbox/${conversation}`;
}

function tagOf({ code, conversation }: LiveFrameOf<"notice">): string {
  return `${code}:${conversation}`;
}
