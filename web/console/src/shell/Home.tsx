import { Navigate } from "@tanstack/react-router";
import { usePreferences } from "./preferences";

/** Where one arrives: at the first steps until they are done or put away, then at the conversations. */
export function Home() {
  const { welcomed } = usePreferences();
  return <Navigate to={welcomed ? "/inbox" : "/welcome"} replace />;
}
