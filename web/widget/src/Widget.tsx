import { teaser, unread } from "@prosa/shared";
import { useEffect, useRef } from "react";
import { useDoor } from "./behaviour/useDoor";
import { useChatState, useWidget } from "./context";
import { Launcher } from "./Launcher";
import { Panel } from "./Panel";
import { Teaser } from "./Teaser";

/** The button in the corner and the panel it opens. */
export function Widget() {
  const { chat, doors, proactive } = useWidget();
  const state = useChatState();
  const door = useDoor();
  const { show, close } = door;
  const launcher = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    // Pages where nobody has chatted cost no connection, unless the site wants the bot to speak first.
    if (door.open || chat.hasPast || proactive) chat.start();
  }, [chat, door.open, proactive]);

  useEffect(() => {
    doors.addEventListener("open", show);
    doors.addEventListener("close", close);
    return () => {
      doors.removeEventListener("open", show);
      doors.removeEventListener("close", close);
    };
  }, [doors, show, close]);

  const leave = () => {
    close();
    launcher.current?.focus();
  };

  const wave = (offset: number) => {
    chat.wave(offset);
    launcher.current?.focus();
  };

  return (
    <div className="widget">
      <Teaser shown={door.open ? null : teaser(state)} onOpen={show} onClose={wave} />
      <Launcher
        ref={launcher}
        open={door.open}
        unread={door.open ? 0 : unread(state)}
        onClick={() => (door.open ? leave() : show())}
      />
      {door.present && <Panel open={door.open} quiet={door.restored} onClose={leave} />}
    </div>
  );
}
