import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useConnection, useFrames } from "../api/useLive";
import { refreshRows, showRows } from "./rows/useRows";
import type { Row } from "./types";

/** Changes that come together make one question. */
const TOGETHER_MS = 400;

/** Shows what changes in the lists as the server tells it. */
export function useLiveRows(): void {
  const client = useQueryClient();
  const online = useConnection() === "online";
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useFrames("conversations", ({ conversations }) => {
    showRows(client, conversations as Row[]);
    // Whether a row still belongs in a list, and where, the server says.
    clearTimeout(timer.current);
    timer.current = setTimeout(() => refreshRows(client), TOGETHER_MS);
  });
  useEffect(() => {
    if (online) refreshRows(client);
  }, [online, client]);
  useEffect(() => () => clearTimeout(timer.current), []);
}
