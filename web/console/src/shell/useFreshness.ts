import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { presenceQuery } from "../api/presence";
import { useMe } from "../api/session";
import { useConnection, useFrames } from "../api/useLive";

/** Shows what changed elsewhere: one's own presence, and whatever happened while the line was dead. */
export function useFreshness(): void {
  const client = useQueryClient();
  const me = useMe();
  const connection = useConnection();
  const lost = useRef(false);
  useFrames("presence", ({ agents }) => {
    const own = agents.find(({ id }) => id === me.id);
    if (own !== undefined) client.setQueryData(presenceQuery.queryKey, { presence: own.presence });
  });
  useEffect(() => {
    if (connection === "reconnecting" || connection === "offline") lost.current = true;
    if (connection !== "online" || !lost.current) return;
    lost.current = false;
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "auth" });
  }, [connection, client]);
}
