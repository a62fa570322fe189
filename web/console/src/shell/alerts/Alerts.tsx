import { notifications } from "@mantine/notifications";
import { useRouterState } from "@tanstack/react-router";
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
  const open = useRouterState({ select: ({ location }) => location.pathname });

  useFrames("notice", (notice) => {
    const away = document.visibilityState !== "visible" || !document.hasFocus();
    const { sound, notices } = preferences.get();
    if (sound) playTone();
    if (away) setUnseen((count) => count + 1);
    const title = t(`notice.${notice.code}`);
    const body = notice.text ?? "";
    if (away && notices) void showNotice({ title, body, path: pathTo(notice), tag: tagOf(notice) });
    else if (!open.endsWith(notice.conversation)) notifications.show({ title, message: body });
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

function pathTo({ conversation }: LiveFrameOf<"notice">): string {
  return `/console/inbox/${conversation}`;
}

function tagOf({ code, conversation }: LiveFrameOf<"notice">): string {
  return `${code}:${conversation}`;
}
