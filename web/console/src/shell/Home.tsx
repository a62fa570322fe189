import { Navigate } from "@tanstack/react-router";
import { useMay } from "../api/session";
import { useSteps } from "../welcome/steps";
import { Pending } from "./Pending";

/** Where one arrives: admins at the first steps until they are done or put away, all others at the conversations. */
export function Home() {
  const admin = useMay("admin");
  const { known, over } = useSteps(admin);
  if (admin && !known) return <Pending />;
  return <Navigate to={admin && !over ? "/welcome" : "/inbox"} replace />;
}
