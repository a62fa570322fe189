/** Until when one usually puts a conversation aside. */

export type Moment = "hour" | "afternoon" | "tomorrow" | "monday";
const MORNING = 9;
const AFTERNOON = 14;

/** The moments still ahead, in order. `now`: milliseconds since 1970. */
export function momentsFrom(now: number): { name: Moment; at: number }[] {
  const afternoon = atHour(now, 0, AFTERNOON);
  const untilMonday = (8 - new Date(now).getDay()) % 7 || 7;
  const moments: { name: Moment; at: number }[] = [
    { name: "hour", at: now + 3_600_000 },
    { name: "afternoon", at: afternoon },
    { name: "tomorrow", at: atHour(now, 1, MORNING) },
    { name: "monday", at: atHour(now, untilMonday, MORNING) },
  ];
  return moments.filter(({ name, at }) => name === "hour" || at > now + 3_600_000);
}

function atHour(now: number, days: number, hour: number): number {
  const date = new Date(now);
  date.setDate(date.getDate() + days);
  return date.setHours(hour, 0, 0, 0);
}
