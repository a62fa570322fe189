import { useMutation } from "@tanstack/react-query";
import { call } from "../api/call";
import { live } from "../api/live";
import { renewSession } from "../api/session";

/** Ends this session, here and on the server. */
export function useSignOut() {
  return useMutation({
    mutationFn: () => call<void>("POST", "/api/auth/sign-out"),
    onSuccess: async () => {
      live.stop();
      await renewSession();
    },
  });
}
